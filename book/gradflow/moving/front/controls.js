// The native inputs of a built page, and the small model that they move.

/**
 * @typedef {{name: string, meaning: string, value: number, colour?: string, options?: string[], toggle?: boolean,
 *   min?: number, max?: number, step?: number, digits?: number}} Slider
 *   One with `options` is a choice, whose value is an option's number.
 * @typedef {{name: string, values: Object<string, number>}} Preset
 * @typedef {{label: HTMLElement, read: () => void, move: (value: number) => void}} Control
 */

/**
 * A model of the kind that anywidget hands to render: values by name, and listeners.
 * @param {Object<string, any>} values
 */
export function createModel(values) {
  const listeners = new Map();
  return {
    get: (name) => values[name],
    set(name, value) {
      values[name] = value;
      for (const listener of listeners.get(`change:${name}`) ?? []) listener();
    },
    on: (event, listener) => listeners.set(event, (listeners.get(event) ?? new Set()).add(listener)),
    off: (event, listener) => listeners.get(event)?.delete(listener),
  };
}

/** An element with some properties. */
const create = (tag, properties) => Object.assign(document.createElement(tag), properties);

/** Of each kind: its input as it starts, its value, how it is moved, and what stands beside it. */
const KINDS = {
  slider: {
    make({ min, max, step, value }) {
      const input = create("input", { type: "range", min, max, step });
      input.defaultValue = value;
      return input;
    },
    value: (input) => Number(input.value),
    move: (input, value) => (input.value = value),
    shown(input, { min, max, digits }) {
      input.style.setProperty("--share", (input.value - min) / (max - min));
      return Number(input.value).toFixed(digits).replace("-", "−");
    },
  },
  toggle: {
    make: ({ value }) => create("input", { type: "checkbox", defaultChecked: value === 1 }),
    value: (input) => Number(input.checked),
    move: (input, value) => (input.checked = value === 1),
    shown: (input) => (input.checked ? "on" : "off"),
  },
  choice: {
    make({ options, value }) {
      const select = create("select", {});
      options.forEach((option, k) => select.add(new Option(option, option, k === value, k === value)));
      return select;
    },
    value: (select) => select.selectedIndex,
    move: (select, value) => (select.selectedIndex = value),
    shown: () => "",
  },
};

/** The labelled input of one slider, and what reads it into the model. @returns {Control} */
function createControl(slider, model) {
  const name = slider.options ? "choice" : slider.toggle ? "toggle" : "slider", kind = KINDS[name];
  const label = create("label", { className: `explorer-${name}` }), input = kind.make(slider);
  const caption = create("span", { className: "explorer-name" });
  const shown = create("span", { className: "explorer-value" });
  caption.append(create("code", { textContent: slider.name }), ` ${slider.meaning}`);
  input.name = slider.name;
  if (slider.colour) label.dataset.colour = slider.colour;
  const show = () => (shown.textContent = kind.shown(input, slider));
  const read = () => {
    show();
    model.set(slider.name, kind.value(input));
  };
  const move = (value) => {
    kind.move(input, value);
    read();
  };
  input.addEventListener("input", read);
  show();
  label.append(caption, input, shown);
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
