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
  Promise.resolve(window.MathJax?.startup?.promise).then(markScrollers);
  window.addEventListener("resize", markScrollers);
});

// Paper is white: what is printed from dark mode is printed as from light.
(({ dataset }) => {
  let theme;
  const turn = (prints) => {
    if (prints) theme ??= dataset.theme;
    dataset.theme = prints ? "light" : theme ?? dataset.theme;
    if (!prints) theme = undefined;
  };
  matchMedia("print").addEventListener("change", ({ matches }) => turn(matches));
  addEventListener("beforeprint", () => turn(true));
  addEventListener("afterprint", () => turn(false));
})(document.documentElement);
