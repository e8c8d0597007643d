// The series of an explorer at one position of its sliders: the JavaScript side of series.py.

import { MEASURES } from "./measures.js";
import { Run } from "./networks.js";

/**
 * @typedef {number | number[] | number[][]} Data
 * @typedef {{series: Object[], networks: import("./networks.js").Network[], sliders: Object[]}} Spec
 *   A series is made of those before it, which it knows by their numbers.
 */

/** A list of results that are computed when they are first asked for. */
function lazily(items, compute) {
  const known = new Map();
  return (k) => known.get(k) ?? known.set(k, compute(items[k])).get(k);
}

/** A list with another one, or with one number for all. */
const together = ([left, right], series, operation) =>
  series[left].map((value, k) => operation(value, series[right][k] ?? series[right]));

/** What is stored for the options that are chosen. */
const stored = ({ choices, rows }, { optionNumber }) => choices.reduce((found, name) => found[optionNumber(name)], rows);

/** How each kind of series comes from the sliders' values, the runs and the series before it. */
const KINDS = {
  measure: ({ network, name }, { run }) => MEASURES[name](run(network)),
  formula: ({ places }, { expression }) => (Array.isArray(places) ? places.map(expression) : expression(places)),
  entry: ({ of, at }, { values, series }) =>
    at.reduce((data, k) => data.at(typeof k === "string" ? Math.round(values[k]) : k), series[of]),
  sums({ of, first }, { series }) {
    let sum = 0;
    return series[of].slice(first).map((term) => (sum += term));
  },
  plus: ({ of }, { series }) => together(of, series, (left, right) => left + right),
  times: ({ of }, { series }) => together(of, series, (left, right) => left * right),
  option: ({ choice }, { optionNumber }) => optionNumber(choice),
  chosen: ({ of, choice }, { series, optionNumber }) => series[of[optionNumber(choice)]],
  scaled: ({ of, factor }, { series }) => series[of] * factor,
  levels(table, context) {
    const level = (sign) => table.lowest + table.step * (sign.charCodeAt(0) - "#".charCodeAt(0));
    return [...stored(table, context)].map((sign) => (sign === " " ? NaN : level(sign)));
  },
  table(table, context) {
    const data = stored(table, context);
    return Array.isArray(data) ? data.map((value) => value ?? NaN) : data ?? NaN;
  },
};

/**
 * @param {Spec} spec
 * @param {Object<string, import("./networks.js").Formula>} formulas
 * @param {Object<string, number | string>} values of the sliders, by name
 * @returns {Data[]} in the order of the specification
 */
export function seriesAt(spec, formulas, values) {
  const series = [];
  const numbers = spec.sliders.filter(({ options }) => !options).map(({ name }) => values[name]);
  let results;
  const context = {
    values,
    series,
    run: lazily(spec.networks, (network) => new Run(network, values, formulas)),
    expression(place) {
      if (!results) formulas.expressions(numbers, (results = []));
      return results[place];
    },
    optionNumber: (name) => spec.sliders.find((slider) => slider.name === name).options.indexOf(values[name]),
  };
  for (const one of spec.series) series.push(KINDS[one.kind](one, context));
  return series;
}
