// Brings every explorer of a built page to life, without a kernel. The formulas stand in the
// page as text and are imported from a Blob: nothing is evaluated, and it works from a file.

import { createForm, createModel } from "./controls.js";
import { render } from "./explorer.js";

/** @param {string} source of an ES module */
async function imported(source) {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const found = await import(url);
  URL.revokeObjectURL(url);
  return found;
}

/** Tells the page's style that an explorer moves, once all formulas have their size. */
async function announce() {
  await window.MathJax?.startup?.promise;
  document.documentElement.classList.add("explorer-moves");
}

/** @param {HTMLElement} figure */
async function mount(figure) {
  const text = (kind) => figure.querySelector(`.explorer-${kind}`).textContent;
  const spec = JSON.parse(text("spec"));
  const model = createModel({ spec, ...Object.fromEntries(spec.sliders.map(({ name, value }) => [name, value])) });
  figure.querySelector("output").before(createForm(spec, model));
  render({ model, el: figure, formulas: await imported(text("formulas")) });
  for (const event of ["focusin", "pointerdown", "input"]) figure.addEventListener(event, announce, { once: true });
  figure.dataset.ready = "";
}

document.querySelectorAll("figure.explorer").forEach(mount);
