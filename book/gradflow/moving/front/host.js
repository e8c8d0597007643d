// Mounts every explorer of a built page, without a kernel: native inputs move a small
// model, and the explorer's own module redraws. The module stands in the page as text and
// is imported from a Blob, because a page opened from a file may not import a file.

/** A model of the kind that anywidget hands to render: values by name, and listeners. */
function createModel(values) {
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

/** The labelled native input of one slider. */
function createControl(slider, model) {
  const label = document.createElement("label"), caption = document.createElement("span");
  const input = document.createElement(slider.options ? "select" : "input");
  const value = document.createElement("span");
  caption.innerHTML = slider.label;
  input.name = slider.name;
  value.className = "explorer-value";
  if (slider.options) {
    slider.options.forEach((option, k) => input.add(new Option(option, option, k === slider.value, k === slider.value)));
  } else {
    const { min, max, step } = slider;
    Object.assign(input, { type: "range", min, max, step });
    input.defaultValue = slider.value;
  }
  const show = () => (value.textContent = slider.options ? "" : Number(input.value).toFixed(slider.digits));
  const read = () => {
    show();
    model.set(slider.name, slider.options ? input.selectedIndex : Number(input.value));
  };
  input.addEventListener("input", read);
  show();
  label.append(caption, input, value);
  return { label, read };
}

async function mount(figure) {
  const spec = JSON.parse(figure.querySelector(".explorer-spec").textContent);
  const source = figure.querySelector(".explorer-module").textContent;
  const model = createModel({ spec, ...Object.fromEntries(spec.sliders.map(({ name, value }) => [name, value])) });
  const controls = document.createElement("form"), reset = document.createElement("button");
  const parts = spec.sliders.map((slider) => createControl(slider, model));
  controls.className = "explorer-controls";
  Object.assign(reset, { type: "reset", textContent: "Reset" });
  controls.append(...parts.map(({ label }) => label), reset);
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("reset", () => setTimeout(() => parts.forEach(({ read }) => read())));
  figure.prepend(controls);

  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const { default: module } = await import(url);
  URL.revokeObjectURL(url);
  module.render({ model, el: figure });
  for (const event of ["focusin", "pointerdown", "input"]) figure.addEventListener(event, announce, { once: true });
  figure.dataset.ready = "";
}

/** Tells the page's style that an explorer moves, once all formulas have their size. */
async function announce() {
  await window.MathJax?.startup?.promise;
  document.documentElement.classList.add("explorer-moves");
}

document.querySelectorAll("figure.explorer").forEach(mount);
