// What an explorer says: the JavaScript side of readings.py.

/** A number in words' company: 0.0312, −1.50, 2.3 × 10⁻⁷. @param {number} value */
export function spoken(value) {
  if (!Number.isFinite(value)) return "beyond 10³⁰⁸";
  const size = Math.abs(value), sign = value < 0 ? "−" : "";
  if (size === 0) return "0";
  if (size >= 0.001 && size < 999.5) return sign + size.toPrecision(3);
  const [digits, exponent] = size.toExponential(1).split("e");
  const raised = [...String(Number(exponent))].map((sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)]);
  return `${sign}${digits}\u00a0×\u00a010${raised.join("")}`;
}

/** A positive number to some digits; halves go up, and so does what is one but for the last bits. */
const rounded = (value, digits) =>
  (Math.floor(value * 10 ** digits * (1 + 1e-12) + 0.5) / 10 ** digits).toFixed(digits);

/** What is left of a whole, in short: 0.2 %, 13 %, 105 %, 5.2×. @param {number} value */
export function share(value) {
  if (value < 0.0005) return "≈\u00a00";
  if (value < 0.0995) return `${rounded(100 * value, 1)}\u00a0%`;
  if (value < 1.995) return `${rounded(100 * value, 0)}\u00a0%`;
  return value < 999.5 ? `${rounded(value, value < 9.95 ? 1 : 0)}×` : "≫\u00a01";
}

/** A number for a picture: two digits, 0.19, −1.5, 24, ≈ 0. @param {number} value */
export function short(value) {
  const size = Math.abs(value), sign = value < 0 ? "−" : "";
  if (size === 0) return "0";
  if (size < 0.00095) return "≈\u00a00";
  if (!(size < 99.5)) return spoken(value);
  const exponent = Number((size * (1 + 1e-12)).toExponential(1).split("e")[1]);
  return sign + rounded(size, Math.max(0, 1 - exponent));
}

/** A whole number: 7, 20. @param {number} value */
const count = (value) => (Number.isFinite(value) ? value.toFixed(0) : spoken(value));

const WAYS = { value: spoken, share, short, count };

/**
 * A text with a number, and sliders, in the place of its braces.
 * @param {string} text
 * @param {number} value
 * @param {(name: string) => string} [slider]
 */
export const said = (text, value, slider) => text.replace(/\{(\w+)\}/g, (_, name) => WAYS[name]?.(value) ?? slider(name));

/**
 * Of each reading the sentence whose band holds the number, and the first reading's number.
 * @param {{readings: {series: number, bands: [number | null, string][]}[], sliders: Object[]}} spec
 * @param {import("./series.js").Data[]} series
 * @param {Object<string, number | string>} values of the sliders, by name
 */
export function headline(spec, series, values) {
  const digits = Object.fromEntries(spec.sliders.map((slider) => [slider.name, slider.digits]));
  const slider = (name) => {
    const value = values[name];
    return typeof value === "string" ? value : value.toFixed(digits[name]).replace("-", "−");
  };
  const sentences = spec.readings.map(({ series: number, bands }) => {
    const value = series[number];
    const [, text] = bands.find(([limit]) => limit === null || value < limit);
    return said(text, value, slider);
  });
  return { text: sentences.join(" "), value: series[spec.readings[0].series] };
}
