// The native inputs of a built page, and the small model that they move.

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

/** The labelled input of one slider, and what reads it into the model. */
function createControl(slider, model) {
  const label = document.createElement("label"), caption = document.createElement("span");
  const name = document.createElement("code"), shown = document.createElement("span");
  const input = document.createElement(slider.options ? "select" : "input");
  name.textContent = slider.name;
  caption.append(name, ` ${slider.meaning}`);
  input.name = slider.name;
  shown.className = "explorer-value";
  if (slider.options) {
    slider.options.forEach((option, k) => input.add(new Option(option, option, k === slider.value, k === slider.value)));
  } else {
    const { min, max, step } = slider;
    Object.assign(input, { type: "range", min, max, step });
    input.defaultValue = slider.value;
  }
  const show = () => (shown.textContent = slider.options ? "" : Number(input.value).toFixed(slider.digits));
  const read = () => {
    show();
    model.set(slider.name, slider.options ? input.selectedIndex : Number(input.value));
  };
  input.addEventListener("input", read);
  show();
  label.append(caption, input, shown);
  return { label, read };
}

/**
 * The form that holds all inputs and the button that puts them back.
 * @param {Object[]} sliders
 * @param {ReturnType<typeof createModel>} model
 */
export function createForm(sliders, model) {
  const form = document.createElement("form"), reset = document.createElement("button");
  const controls = sliders.map((slider) => createControl(slider, model));
  form.className = "explorer-controls";
  Object.assign(reset, { type: "reset", textContent: "Reset" });
  form.append(...controls.map(({ label }) => label), reset);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => controls.forEach(({ read }) => read())));
  return form;
}
