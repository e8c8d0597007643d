// Let the keyboard scroll each formula and table that is wider than its column.
const markScrollers = () => {
  const boxes = ".math mjx-container, .pst-scrollable-table-container, .output.text_html";
  for (const box of document.querySelectorAll(boxes)) {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
    } else {
      box.removeAttribute("tabindex");
    }
  }
};

window.addEventListener("load", () => {
  markScrollers();
  window.addEventListener("resize", markScrollers);
});
