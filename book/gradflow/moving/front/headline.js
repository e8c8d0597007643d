// What an explorer says: the JavaScript side of readings.py.

/** A number in words' company: 0.0312, 1.50, 2.3 × 10⁻⁷. @param {number} value */
export function spoken(value) {
  if (!Number.isFinite(value)) return "beyond 10³⁰⁸";
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 0.001 && size < 999.5) return value.toPrecision(3);
  const [digits, exponent] = value.toExponential(1).split("e");
  const raised = [...String(Number(exponent))].map((sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)]);
  return `${digits}\u00a0×\u00a010${raised.join("")}`;
}

/**
 * Of each reading the sentence whose band holds the number, and the first reading's number.
 * @param {{readings: {series: number, bands: [number | null, string][]}[], sliders: Object[]}} spec
 * @param {import("./series.js").Data[]} series
 * @param {Object<string, number | string>} values of the sliders, by name
 */
export function headline(spec, series, values) {
  const digits = Object.fromEntries(spec.sliders.map((slider) => [slider.name, slider.digits]));
  const sentences = spec.readings.map(({ series: number, bands }) => {
    const value = series[number];
    const [, text] = bands.find(([limit]) => limit === null || value < limit);
    return text.replace(/\{(\w+)\}/g, (_, name) => (name === "value" ? spoken(value) : values[name].toFixed(digits[name])));
  });
  return { text: sentences.join(" "), value: series[spec.readings[0].series] };
}
