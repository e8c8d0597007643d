// Let the keyboard scroll each formula, table and text that is wider than its column.
const markScrollers = () => {
  const boxes = document.querySelectorAll(
    ".math mjx-container, .pst-scrollable-table-container, .bd-article pre, .cell_output > .output",
  );
  // All are measured before one is changed: the page is laid out once.
  const wider = [...boxes].map((box) => box.scrollWidth > box.clientWidth);
  boxes.forEach((box, k) => {
    if (wider[k]) {
      box.tabIndex = 0;
    } else {
      box.removeAttribute("tabindex");
    }
  });
};

window.addEventListener("load", () => {
  markScrollers();
  window.addEventListener("resize", markScrollers);
});

// What the theme's buttons do.
for (const button of document.querySelectorAll("[data-run]")) {
  const run = { print: () => window.print(), fullscreen: () => window.toggleFullScreen() };
  button.addEventListener("click", run[button.dataset.run]);
}

// The search page: type at once; and from a file it says what browsers do not let it show.
const results = document.getElementById("search-results");
if (results) {
  document.querySelector(".bd-search-container form.bd-search input")?.focus();
  if (window.location.protocol === "file:") {
    DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
    const note = document.createElement("p");
    note.textContent =
      "This copy is opened from a disk, where a browser lets no page read another: titles are found, excerpts are left out.";
    results.before(note);
  }
}

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
