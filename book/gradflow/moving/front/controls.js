// The native inputs of a built page, and the small model that they move.

import { bound, create, createCaption, kindOf, nameOfKind } from "./inputs.js";
import { createSwitches } from "./switches.js";

/**
 * @typedef {import("./inputs.js").Slider} Slider
 * @typedef {{name: string, values: Object<string, number>}} Preset
 * @typedef {Map<string, {read: () => void, move: (value: number) => void}>} Controls by the sliders' names
 */

/**
 * A model of the kind that anywidget hands to render: values by name, and listeners of changes.
 * @param {Object<string, any>} values
 * @param {() => void} [save_changes] is called when a move has come to its end
 */
export function createModel(values, save_changes = () => {}) {
  const listeners = new Map();
  return {
    get: (name) => values[name],
    set(name, value) {
      if (values[name] === value) return;
      values[name] = value;
      for (const listener of listeners.get(`change:${name}`) ?? []) listener();
    },
    on: (event, listener) => listeners.set(event, (listeners.get(event) ?? new Set()).add(listener)),
    off: (event, listener) => listeners.get(event)?.delete(listener),
    save_changes,
  };
}

/** A slider's caption, its box, and what stands beside it. @returns {[HTMLElement, Controls]} */
function createControl(slider, model) {
  const kind = kindOf(slider), { name, meaning, colour } = slider, box = kind.make(slider);
  const label = create(kind.group ? "div" : "label", { className: "explorer-control" });
  label.dataset.kind = nameOfKind(slider);
  const caption = createCaption(name, meaning), shown = create("span", { className: "explorer-value" });
  if (kind.group) {
    label.setAttribute("role", "radiogroup");
    label.setAttribute("aria-label", caption.textContent);
  }
  if (colour) label.dataset.colour = colour;
  label.append(caption, box, shown);
  const show = () => (shown.textContent = kind.shown(box, slider));
  return [label, new Map([[name, bound(slider, box, model, show)]])];
}

/** The sliders, those that share a row together. @param {Slider[]} sliders @returns {Slider[][]} */
function inRows(sliders) {
  const rows = [];
  for (const slider of sliders) {
    const last = rows.at(-1);
    if (slider.row && last?.[0].row?.name === slider.row.name) last.push(slider);
    else rows.push([slider]);
  }
  return rows;
}

/** The button of a preset, pressed while its values stand. */
function createPreset({ name, values }, controls, model) {
  const button = create("button", { type: "button", textContent: name }), places = Object.entries(values);
  const press = () => (button.ariaPressed = places.every(([slider, value]) => Math.abs(model.get(slider) - value) < 1e-9));
  button.addEventListener("click", () => {
    places.forEach(([slider, value]) => controls.get(slider).move(value));
    model.save_changes();
  });
  for (const [slider] of places) model.on(`change:${slider}`, press);
  press();
  return button;
}

/**
 * The form that holds all inputs, the presets, and the button that puts all back. The browser is not to fill it in:
 * keeping.js does.
 * @param {{sliders: Slider[], presets?: Preset[]}} spec
 * @param {ReturnType<typeof createModel>} model
 * @param {HTMLElement[]} [others] stand beside that button
 * @returns {{form: HTMLFormElement, controls: Controls}}
 */
export function createForm({ sliders, presets = [] }, model, others = []) {
  const form = create("form", { className: "explorer-controls", autocomplete: "off" });
  const row = create("div", { className: "explorer-presets" });
  const controls = new Map();
  for (const sharing of inRows(sliders)) {
    const [label, made] = sharing[0].row ? createSwitches(sharing, model) : createControl(sharing[0], model);
    form.append(label);
    made.forEach((control, name) => controls.set(name, control));
  }
  row.append(...presets.map((preset) => createPreset(preset, controls, model)));
  const quiet = create("div", { className: "explorer-quiet" });
  quiet.append(create("button", { type: "reset", textContent: "Reset" }), ...others);
  row.append(quiet);
  form.append(row);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => model.save_changes());
  form.addEventListener("reset", () => setTimeout(() => {
    controls.forEach(({ read }) => read());
    model.save_changes();
  }));
  return { form, controls };
}
