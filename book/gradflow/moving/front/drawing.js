// Draws the artists that move into the SVG that Matplotlib drew: the JavaScript side of artists.py.

import { said } from "./headline.js";

/**
 * @typedef {{log: boolean, offset: number, factor: number, range: number[]}} AxisMap
 * @typedef {{x: AxisMap, y: AxisMap}} Axes
 * @typedef {import("./series.js").Data} Data
 */

/** Far outside every picture, in SVG points; the axes clip what is drawn there. */
const FAR = 10000;

/** @param {number} place */
const nearer = (place) => Math.min(Math.max(place, -FAR), FAR); // NaN stays NaN

/** Where a value stands on an axis, in SVG points, however far. @param {AxisMap} map @param {number} value */
const place = (map, value) => map.offset + map.factor * (map.log ? Math.log10(value) : value);

/**
 * Where a value stands on an axis, in SVG points, and finite also for 0 and ∞ on a logarithmic one.
 * @param {AxisMap} map
 * @param {number} value
 */
export const position = (map, value) => nearer(place(map, value));

/** The end of a line: a point, or where the line from there to another point comes near enough to be drawn. */
function end([x, y], [otherX, otherY]) {
  const near = nearer(y);
  if (near === y || !Number.isFinite(y) || near === nearer(otherY)) return [x, near];
  return [x + ((near - y) / (otherY - y)) * (otherX - x), near];
}

/**
 * The `d` of a path through the points; a gap where a value is not a number; a lone value serves all.
 * @param {Axes} axes
 * @param {number[]} xs
 * @param {number[]} ys
 */
export function pathThrough(axes, xs, ys) {
  const to = (pen, [x, y]) => `${pen}${x.toFixed(2)} ${y.toFixed(2)}`;
  let d = "", last = null;
  for (let k = 0; k < Math.max(xs.length, ys.length); k++) {
    const point = [position(axes.x, xs[k] ?? xs[0]), place(axes.y, ys[k] ?? ys[0])];
    if (point.some(Number.isNaN)) {
      last = null;
      continue;
    }
    if (last && Math.abs(last[1]) > FAR) d += to("L", end(last, point));
    d += last ? to("L", end(point, last)) : to("M", end(point, point));
    last = point;
  }
  return d;
}

/** What a line shows: numbers as drawn, or a series by its number. @returns {number[]} */
function listed(shown, series) {
  return Array.isArray(shown) ? shown : [series[shown]].flat(2);
}

/** A line's markers, as many as it has points: Matplotlib leaves out what lies beyond the figure. */
function markersOf(element, count) {
  const markers = [...element.querySelectorAll("use")];
  while (markers.length && markers.length < count) markers.push(markers[0].parentNode.appendChild(markers[0].cloneNode()));
  markers.splice(count).forEach((marker) => marker.remove());
  return markers;
}

/** Draws one kind of artist: gets its element or elements, what the page knows of it, and the series. */
export const DRAW = {
  line(element, { x, y }, axes, series) {
    const xs = listed(x, series), ys = listed(y, series), path = element.querySelector(":scope > path");
    if (path) path.setAttribute("d", pathThrough(axes, xs, ys));
    markersOf(element, Math.max(xs.length, ys.length)).forEach((marker, k) => {
      marker.setAttribute("x", position(axes.x, xs[k] ?? xs[0]).toFixed(2));
      marker.setAttribute("y", position(axes.y, ys[k] ?? ys[0]).toFixed(2));
    });
  },

  bars(elements, { sides, y, lie }, axes, series) {
    const [across, along] = lie ? [axes.y, axes.x] : [axes.x, axes.y];
    elements.forEach((bar, k) => {
      const [a, b] = sides[k].map((side) => position(across, side)), from = position(along, 0), to = position(along, series[y][k]);
      const corners = [[a, from], [b, from], [b, to], [a, to]].map((corner) => (lie ? corner.reverse() : corner).join(" "));
      bar.querySelector("path").setAttribute("d", `M${corners.join("L")}Z`);
    });
  },

  wire(element, { y, per, most }, axes, series) {
    const width = Math.min(Math.max(per * Math.abs(series[y]), 0.001), most);
    element.querySelector("path").style.strokeWidth = width.toFixed(3);
  },

  frame(element, { x, y }, axes, series) {
    const around = [[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]];
    const corners = around.map(([right, up]) => `${position(axes.x, series[x] + right)} ${position(axes.y, series[y] + up)}`);
    element.querySelector("path").setAttribute("d", `M${corners.join("L")}Z`);
  },

  words(element, { y, says = "{share}" }, axes, series) {
    element.querySelector("text").textContent = Number.isNaN(series[y]) ? "\u00a0" : said(says, series[y]);
  },

  number(element, shown, axes, series) {
    const text = element.querySelector("text"), { says = "{share}" } = shown;
    ["x", "y"].forEach((letter, k) => {
      if (shown[letter] === null) return;
      const value = series[shown[letter]], [low, high] = [...axes[letter].range].sort((a, b) => a - b);
      const place = Math.min(Math.max(position(axes[letter], value), low), high) + shown.apart[k];
      text.setAttribute(letter, place.toFixed(2));
      text.removeAttribute("transform");
      text.textContent = said(says, value);
    });
  },

  image(element, { low, high, colours, y }, axes, series) {
    const rows = series[y], canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [rows[0].length, rows.length];
    const context = canvas.getContext("2d"), pixels = context.createImageData(canvas.width, canvas.height);
    rows.flat().forEach((value, k) => {
      if (Number.isNaN(value)) return;
      const share = Math.min(Math.max((Math.log10(value) - low) / (high - low), 0), 1);
      const colour = parseInt(colours[Math.round(share * (colours.length - 1))], 16);
      pixels.data.set([colour >> 16, (colour >> 8) & 255, colour & 255, 255], 4 * k);
    });
    context.putImageData(pixels, 0, 0);
    element.setAttributeNS("http://www.w3.org/1999/xlink", "href", canvas.toDataURL());
  },
};
