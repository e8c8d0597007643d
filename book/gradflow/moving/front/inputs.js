// The kinds of native inputs: how each starts, what it says, how it is moved.

/**
 * @typedef {{name: string, meaning: string, value: number, colour?: string, options?: string[], buttons?: boolean,
 *   toggle?: boolean, row?: {name: string, meaning: string, number: number}, min?: number, max?: number, step?: number,
 *   digits?: number, marks?: [number, string][]}} Slider
 *   One with `options` is a choice, whose value is an option's number.
 * @typedef {{group?: boolean, make: (slider: Slider) => HTMLElement, value: (box: HTMLElement) => number,
 *   move: (box: HTMLElement, value: number) => void, shown: (box: HTMLElement, slider: Slider) => string}} Kind
 *   What is made is an input, or with `group` a box of several; `shown` stands beside it.
 */

/** An element with some properties. */
export const create = (tag, properties) => Object.assign(document.createElement(tag), properties);

/** What stands beside a control: a name as in Python, and what it means. */
export function createCaption(name, meaning) {
  const caption = create("span", { className: "explorer-name" });
  caption.append(create("code", { textContent: name }), ` ${meaning}`);
  return caption;
}

/** A button of a row: an input that is not seen, and what stands on it. */
export function createButton(text, properties) {
  const label = create("label", { className: "explorer-button" });
  label.append(create("input", properties), create("span", { textContent: text }));
  return label;
}

/** How far along a slider a value stands, from 0 to 1. */
const shareOf = (value, { min, max }) => (value - min) / (max - min);

/** @type {Object<string, Kind>} */
const KINDS = {
  slider: {
    make({ name, min, max, step, value }) {
      const input = create("input", { type: "range", name, min, max, step });
      input.defaultValue = value;
      return input;
    },
    value: (input) => Number(input.value),
    move: (input, value) => (input.value = value),
    shown(input, slider) {
      input.style.setProperty("--share", shareOf(input.value, slider));
      return Number(input.value).toFixed(slider.digits).replace("-", "−");
    },
  },
  marked: {
    make(slider) {
      const box = create("span", { className: "explorer-track" }), row = create("span", { className: "explorer-marks" });
      for (const [value, textContent] of slider.marks) {
        const mark = create("span", { textContent });
        mark.style.setProperty("--share", shareOf(value, slider));
        row.append(mark);
      }
      box.append(KINDS.slider.make(slider), row);
      return box;
    },
    value: (box) => KINDS.slider.value(box.firstChild),
    move: (box, value) => KINDS.slider.move(box.firstChild, value),
    shown: (box, slider) => KINDS.slider.shown(box.firstChild, slider),
  },
  toggle: {
    make: ({ name, value }) => create("input", { type: "checkbox", name, defaultChecked: value === 1 }),
    value: (input) => Number(input.checked),
    move: (input, value) => (input.checked = Boolean(value)),
    shown: (input) => (input.checked ? "on" : "off"),
  },
  choice: {
    make({ name, options, value }) {
      const select = create("select", { name });
      options.forEach((option, k) => select.add(new Option(option, option, k === value, k === value)));
      return select;
    },
    value: (select) => select.selectedIndex,
    move: (select, value) => (select.selectedIndex = value),
    shown: () => "",
  },
  buttons: {
    group: true,
    make({ name, options, value }) {
      const box = create("span", { className: "explorer-strip" });
      const radio = (option, k) => createButton(option, { type: "radio", name, value: option, defaultChecked: k === value });
      box.append(...options.map(radio));
      return box;
    },
    value: (box) => [...box.querySelectorAll("input")].findIndex(({ checked }) => checked),
    move: (box, value) => (box.querySelectorAll("input")[value].checked = true),
    shown: () => "",
  },
};

/** @param {Slider} slider @returns {string} */
export const nameOfKind = ({ options, buttons, toggle, marks }) =>
  options ? (buttons ? "buttons" : "choice") : toggle ? "toggle" : marks ? "marked" : "slider";

/** @param {Slider} slider @returns {Kind} */
export const kindOf = (slider) => KINDS[nameOfKind(slider)];

/**
 * Lets a box follow the model, and the model the box.
 * @param {Slider} slider
 * @param {HTMLElement} box
 * @param {() => void} [show] is called at once, and with every change
 * @returns {{read: () => void, move: (value: number) => void}}
 */
export function bound(slider, box, model, show = () => {}) {
  const { name } = slider, kind = kindOf(slider), read = () => model.set(name, kind.value(box));
  box.addEventListener("input", read);
  model.on(`change:${name}`, () => {
    if (kind.value(box) !== model.get(name)) kind.move(box, model.get(name));
    show();
  });
  show();
  return {
    read,
    move(value) {
      kind.move(box, value);
      read();
    },
  };
}
