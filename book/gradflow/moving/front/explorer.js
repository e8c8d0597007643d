// An explorer that moves, in anywidget's form: render({model, el}), with the explorer's own formulas.
// In a live kernel the model is a widget's; in the built page it is host.js's.

import { chooseByClick } from "./choosing.js";
import { DRAW } from "./drawing.js";
import { headline } from "./headline.js";
import { seriesAt } from "./series.js";
import { createTeller } from "./telling.js";

/**
 * @typedef {{get: (name: string) => any, on: (event: string, listener: () => void) => void,
 *   off: (event: string, listener: () => void) => void, set: (name: string, value: any) => void,
 *   save_changes?: () => void}} Model
 */

/**
 * Draws the picture anew with every change of a slider.
 * @param {{model: Model, el: HTMLElement, formulas: Object<string, import("./networks.js").Formula>}} context
 * @returns {() => void} removes every listener
 */
export function render({ model, el, formulas }) {
  const spec = model.get("spec");
  if (!el.querySelector("svg")) {
    el.innerHTML = model.get("html");
    el.classList.add("explorer");
  }
  const output = el.querySelector("output"), teller = createTeller(el, output);
  const find = (id) => (Array.isArray(id) ? id.map(find) : el.querySelector(`[id="${id}"]`));
  const artists = spec.artists.map((artist) => [find(artist.id), artist]);

  function draw() {
    const standing = spec.sliders.map(({ name, options }) => [name, options ? options[model.get(name)] : Number(model.get(name))]);
    const values = Object.fromEntries(standing);
    const series = seriesAt(spec, formulas, values);
    for (const [element, artist] of artists) DRAW[artist.kind](element, artist, spec.axes[artist.axes], series);
    const { text, value } = headline(spec, series, values);
    teller.say(text);
    output.dataset.value = String(value);
  }

  const tables = artists.filter(([, { choices }]) => choices);
  const letGo = tables.map(([element, artist]) => chooseByClick(element, artist, spec.axes[artist.axes], spec.sliders, model));
  for (const { name } of spec.sliders) model.on(`change:${name}`, draw);
  // Where every slider starts, the picture stands as Matplotlib drew it.
  if (spec.sliders.some(({ name, value }) => model.get(name) !== value)) draw();
  else teller.say(output.textContent);
  return () => {
    teller.stop();
    letGo.forEach((stop) => stop());
    for (const { name } of spec.sliders) model.off(`change:${name}`, draw);
  };
}
