// A row of toggles, one for each step: for the keyboard it is one place, and arrows lead along it.

import { bound, create, createButton, createCaption } from "./inputs.js";

/** Where each key leads among so many buttons, from one of them. */
const KEYS = {
  ArrowRight: (k, count) => Math.min(k + 1, count - 1),
  ArrowLeft: (k) => Math.max(k - 1, 0),
  Home: () => 0,
  End: (k, count) => count - 1,
};

/** Leaves one of the inputs to the tab key: that on which the keyboard last stood. */
function leadAlong(strip, inputs) {
  const stand = (k) => inputs.forEach((input, other) => (input.tabIndex = other === k ? 0 : -1));
  strip.addEventListener("focusin", ({ target }) => stand(inputs.indexOf(target)));
  strip.addEventListener("keydown", (event) => {
    const next = KEYS[event.key]?.(inputs.indexOf(event.target), inputs.length);
    if (next === undefined) return;
    event.preventDefault();
    inputs[next].focus();
  });
  stand(0);
}

/**
 * A row of buttons, each in the column of its number.
 * @param {import("./inputs.js").Slider[]} sliders toggles that share a row
 * @returns {[HTMLElement, import("./controls.js").Controls]}
 */
export function createSwitches(sliders, model) {
  const [{ row, colour }] = sliders, group = create("div", { className: "explorer-control explorer-switches" });
  const caption = createCaption(row.name, row.meaning), strip = create("span", { className: "explorer-strip" });
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", caption.textContent);
  if (colour) group.dataset.colour = colour;
  const controls = new Map(), inputs = [];
  for (const slider of sliders) {
    const { name, meaning, value } = slider, { number } = slider.row;
    const button = createButton(number, { type: "checkbox", name, defaultChecked: value === 1 });
    const input = button.querySelector("input");
    input.setAttribute("aria-label", meaning);
    button.style.gridColumn = number;
    strip.append(button);
    inputs.push(input);
    controls.set(name, bound(slider, input, model));
  }
  leadAlong(strip, inputs);
  group.append(caption, strip);
  return [group, controls];
}
