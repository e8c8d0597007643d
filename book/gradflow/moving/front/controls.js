// The native inputs of a built page, and the small model that they move.

import { create, kindOf, nameOfKind } from "./inputs.js";

/**
 * @typedef {import("./inputs.js").Slider} Slider
 * @typedef {{name: string, values: Object<string, number>}} Preset
 * @typedef {{label: HTMLElement, read: () => void, move: (value: number) => void}} Control
 */

/**
 * A model of the kind that anywidget hands to render: values by name, and listeners of changes.
 * @param {Object<string, any>} values
 */
export function createModel(values) {
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
  };
}

/** The caption and the input of one slider; it follows the model, and the model it. @returns {Control} */
function createControl(slider, model) {
  const kind = kindOf(slider), { name, meaning, colour } = slider, box = kind.make(slider);
  const label = create(kind.group ? "div" : "label", { className: `explorer-control explorer-${nameOfKind(slider)}` });
  const caption = create("span", { className: "explorer-name" });
  const shown = create("span", { className: "explorer-value" });
  caption.append(create("code", { textContent: name }), ` ${meaning}`);
  if (kind.group) {
    label.setAttribute("role", "radiogroup");
    label.setAttribute("aria-label", caption.textContent);
  }
  if (colour) label.dataset.colour = colour;
  const show = () => (shown.textContent = kind.shown(box, slider));
  const read = () => model.set(name, kind.value(box));
  const move = (value) => {
    kind.move(box, value);
    read();
  };
  box.addEventListener("input", read);
  model.on(`change:${name}`, () => {
    if (kind.value(box) !== model.get(name)) kind.move(box, model.get(name));
    show();
  });
  show();
  label.append(caption, box, shown);
  return { label, read, move };
}

/** The button of a preset, pressed while its values stand. */
function createPreset({ name, values }, controls, model) {
  const button = create("button", { type: "button", textContent: name }), places = Object.entries(values);
  const press = () => (button.ariaPressed = places.every(([slider, value]) => Math.abs(model.get(slider) - value) < 1e-9));
  button.addEventListener("click", () => places.forEach(([slider, value]) => controls.get(slider).move(value)));
  for (const [slider] of places) model.on(`change:${slider}`, press);
  press();
  return button;
}

/**
 * The form that holds all inputs, the presets, and the button that puts all back.
 * @param {{sliders: Slider[], presets?: Preset[]}} spec
 * @param {ReturnType<typeof createModel>} model
 */
export function createForm({ sliders, presets = [] }, model) {
  const form = create("form", { className: "explorer-controls" }), row = create("div", { className: "explorer-presets" });
  const controls = new Map(sliders.map((slider) => [slider.name, createControl(slider, model)]));
  row.append(...presets.map((preset) => createPreset(preset, controls, model)));
  row.append(create("button", { type: "reset", textContent: "Reset" }));
  form.append(...[...controls.values()].map(({ label }) => label), row);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => controls.forEach(({ read }) => read())));
  return form;
}
