// Clicks into a table: they choose the cell that frames.py puts a frame around.

/** @typedef {import("./drawing.js").AxisMap} AxisMap */

/** The number of the column or row in which a place on an axis lies. @param {AxisMap} map @param {number} place */
export const numberAt = (map, place) => Math.round((place - map.offset) / map.factor);

/**
 * Lets a click into the axes of a frame choose a cell.
 * @param {Element} frame
 * @param {{choices: string[]}} artist the choices of column and row
 * @param {{x: AxisMap, y: AxisMap}} axes
 * @param {Object[]} sliders
 * @param {import("./explorer.js").Model} model
 * @returns {() => void} removes the listener
 */
export function chooseByClick(frame, { choices }, axes, sliders, model) {
  const svg = frame.ownerSVGElement, table = frame.parentNode;
  function choose({ clientX, clientY }) {
    const at = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM().inverse());
    const numbers = [numberAt(axes.x, at.x), numberAt(axes.y, at.y)];
    const cells = choices.map((name) => sliders.find((slider) => slider.name === name).options.length);
    if (!numbers.every((number, k) => number >= 0 && number < cells[k])) return;
    choices.forEach((name, k) => model.set(name, numbers[k]));
    model.save_changes?.();
  }
  table.style.cursor = "pointer";
  svg.addEventListener("click", choose);
  return () => svg.removeEventListener("click", choose);
}
