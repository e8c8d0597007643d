// Brings every explorer of a built page to life, without a kernel. The formulas stand in the
// page as text and are imported from a Blob: nothing is evaluated, and it works from a file.

import { createForm, createModel } from "./controls.js";
import { render } from "./explorer.js";
import { createKeeper, keptOf, stand } from "./keeping.js";
import { createSharing } from "./sharing.js";

/** @param {string} source of an ES module */
async function imported(source) {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const found = await import(url);
  URL.revokeObjectURL(url);
  return found;
}

/** Tells the page's style that an explorer moves. */
function announce() {
  document.documentElement.classList.add("explorer-moves");
}

const mounted = [], keeper = createKeeper(mounted);

/** @param {HTMLElement} figure */
async function mount(figure) {
  const text = (kind) => figure.querySelector(`.explorer-${kind}`).textContent;
  const spec = JSON.parse(text("spec")), { sliders } = spec, formulas = await imported(text("formulas"));
  const starts = Object.fromEntries(sliders.map(({ name, value }) => [name, value]));
  const model = createModel({ spec, ...starts }, () => keeper.moved(explorer));
  const { form, controls } = createForm(spec, model, createSharing(() => keeper.link(explorer)));
  const explorer = { name: figure.id, figure, sliders, model, controls };
  stand(explorer, keptOf(figure.id));
  figure.querySelector("output").before(form);
  render({ model, el: figure, formulas });
  mounted.push(explorer);
  for (const event of ["focusin", "pointerdown", "input"]) figure.addEventListener(event, announce, { once: true });
  figure.dataset.ready = "";
}

/** One after the other: the first, which a reader meets first, waits for no other. */
async function mountAll(figures) {
  for (const figure of figures) await mount(figure);
  keeper.begin();
}

const figures = [...document.querySelectorAll("figure.explorer")];
if (figures.length) mountAll(figures);
