// Let the keyboard scroll each formula, table and text that is wider than its column. Each is measured when it
// comes near: what is far below has no layout yet.
const near = new IntersectionObserver(
  (seen) => {
    const boxes = seen.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target);
    // All are measured before one is changed, so that none is laid out twice.
    const wider = boxes.map((box) => box.scrollWidth > box.clientWidth);
    boxes.forEach((box, k) => {
      near.unobserve(box);
      if (wider[k]) {
        box.tabIndex = 0;
      } else {
        box.removeAttribute("tabindex");
      }
    });
  },
  { rootMargin: "100% 0px" },
);

const markScrollers = () => {
  const boxes = ".math mjx-container, .pst-scrollable-table-container, .bd-article pre, .cell_output > .output";
  for (const box of document.querySelectorAll(boxes)) {
    near.unobserve(box); // or one that is seen already would not be measured anew
    near.observe(box);
  }
};

window.addEventListener("load", () => {
  markScrollers();
  window.addEventListener("resize", markScrollers);
});

// A link within the page lands where its target is: all that stands before it is laid out first.
const { classList } = document.documentElement;
let resting;
const layOut = () => {
  const moves = classList.contains("explorer-moves") || resting;
  clearTimeout(resting);
  classList.remove("begins", "explorer-moves");
  // Soon each block has been laid out, and the browser remembers its size.
  resting = moves && setTimeout(() => {
    classList.add("explorer-moves");
    resting = undefined;
  }, 500);
};
document.addEventListener("click", ({ target }) => target.closest?.('a[href^="#"]') && layOut(), { capture: true });
window.addEventListener("hashchange", () => {
  if (!classList.contains("begins")) return;
  layOut();
  document.querySelector(":target")?.scrollIntoView();
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
