// Where an explorer's sliders stand, as text: what an address holds after its #, as in `hero?W_rec=2&b_f=1`.
// Such a text may come from anyone: it is only ever compared, and read as numbers.

/** @typedef {import("./inputs.js").Slider} Slider */

const NUMBER = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i;

/** The place that a text names on a slider, between its ends; undefined if it names none. */
function placeOf(text, { options, toggle, min, max }) {
  if (options) return options.includes(text) ? options.indexOf(text) : undefined;
  if (!NUMBER.test(text)) return undefined;
  const place = Math.min(Math.max(Number(text), min), max);
  return toggle ? Math.round(place) : place;
}

/**
 * Which explorer an address names, and the text of its places, if it has one.
 * @param {string} fragment
 * @returns {{name: string, places?: string}}
 */
export function read(fragment) {
  const [name, ...places] = fragment.replace("#", "").split("?");
  return places.length ? { name, places: places.join("?") } : { name };
}

/**
 * Where each slider stands by a text; one that it does not name is at its start.
 * @param {string} text
 * @param {Slider[]} sliders
 * @returns {[string, number][]} their names and values
 */
export function placesIn(text, sliders) {
  const named = new URLSearchParams(text);
  return sliders.map((slider) => [slider.name, placeOf(named.get(slider.name), slider) ?? slider.value]);
}

/**
 * The text of where the sliders stand: of those that are not at their start.
 * @param {Slider[]} sliders
 * @param {{get: (name: string) => number}} model
 */
export function placesOf(sliders, model) {
  const moved = sliders.filter(({ name, value }) => model.get(name) !== value);
  return String(new URLSearchParams(moved.map(({ name, options }) => [name, options ? options[model.get(name)] : model.get(name)])));
}

/** The address, after a page's own, of an explorer that stands so. @param {string} name @param {string} places */
export const addressOf = (name, places) => (places ? `#${name}?${places}` : `#${name}`);
