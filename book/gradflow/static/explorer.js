// The explorer's front end, in anywidget's form: render({model, el}).
// In a live kernel the model is a widget's; in the built page it is host.js's.

/** The series an explorer draws, by name. @returns {Object<string, ArrayLike<number>>} */
function compute(spec, values) {
  const series = {};
  for (const [name, network] of Object.entries(spec.networks)) {
    const measures = runNetwork(network, values, spec.wanted[name], CELLS);
    for (const [measure, data] of Object.entries(measures)) series[`${name}.${measure}`] = data;
  }
  const out = new Float64Array(spec.formulas.length);
  formulas(spec.symbols.map((symbol) => values[symbol]), out);
  spec.formulas.forEach((name, k) => (series[name] = [out[k]]));
  return series;
}

/** Where a value stands on an axis, in SVG points; beyond the axis, just outside it. */
function position(map, value) {
  const [start, end] = map.range, slack = 20;
  const low = Math.min(start, end) - slack, high = Math.max(start, end) + slack;
  const place = map.offset + map.factor * (map.log ? Math.log10(value) : value);
  return Number.isNaN(place) ? NaN : Math.min(Math.max(place, low), high);
}

/** The `d` of a path through the points; a gap where a value is not a number. */
function pathThrough(axes, xs, ys) {
  let d = "", pen = "M";
  for (let k = 0; k < ys.length; k++) {
    const x = position(axes.x, xs[k]), y = position(axes.y, ys[k]);
    if (Number.isNaN(x) || Number.isNaN(y)) {
      pen = "M";
      continue;
    }
    d += `${pen}${x.toFixed(2)} ${y.toFixed(2)}`;
    pen = "L";
  }
  return d;
}

/** A number in words' company: 0.0312, 1.50, 2.3 × 10⁻⁷. */
function spoken(value) {
  if (!Number.isFinite(value)) return "beyond 10³⁰⁸";
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 0.001 && size < 10000) return value.toPrecision(3);
  const [digits, exponent] = value.toExponential(1).split("e");
  const raised = [...String(Number(exponent))].map((sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)]);
  return `${digits} × 10${raised.join("")}`;
}

/** The headline: of each reading, the sentence whose band holds the value. */
function headline(spec, series, values) {
  const sentences = spec.readings.map(({ series: name, index, bands }) => {
    const value = series[name].at(index);
    const [, text] = bands.find(([limit]) => limit === null || value < limit) ?? bands[bands.length - 1];
    return text.replace(/\{(\w+)\}/g, (_, key) => (key === "value" ? spoken(value) : spoken(values[key])));
  });
  const [first] = spec.readings;
  return { text: sentences.join(" "), value: series[first.series].at(first.index) };
}

/** Draws one kind of artist; each gets its element, its description and the series. */
const DRAW = {
  line(element, artist, axes, series) {
    const xs = artist.x, ys = series[artist.series];
    element.querySelector("path").setAttribute("d", pathThrough(axes, xs, ys));
  },
  image(element, artist, axes, series) {
    const { size, low, high, colours } = artist, data = series[artist.series];
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = size;
    const context = canvas.getContext("2d"), pixels = context.createImageData(size, size);
    for (let k = 0; k < data.length; k++) {
      if (Number.isNaN(data[k])) continue;
      const share = (Math.log10(data[k]) - low) / (high - low);
      const colour = parseInt(colours[Math.round(Math.min(Math.max(share, 0), 1) * (colours.length - 1))], 16);
      pixels.data.set([colour >> 16, (colour >> 8) & 255, colour & 255, 255], 4 * k);
    }
    context.putImageData(pixels, 0, 0);
    element.setAttributeNS("http://www.w3.org/1999/xlink", "href", canvas.toDataURL());
  },
};

/** @param {{model: {get: Function, on: Function, off: Function}, el: HTMLElement}} context */
function render({ model, el }) {
  const spec = model.get("spec");
  if (!el.querySelector("svg")) el.innerHTML = model.get("html");
  const output = el.querySelector("output");
  const artists = spec.artists.map((artist) => [el.querySelector(`[id="${artist.id}"]`), artist]);

  function draw() {
    const values = {};
    for (const { name, options } of spec.sliders) {
      values[name] = options ? options[model.get(name)] : model.get(name);
    }
    const series = compute(spec, values);
    for (const [element, artist] of artists) {
      DRAW[artist.kind](element, artist, spec.axes[artist.axes], series);
    }
    const { text, value } = headline(spec, series, values);
    output.textContent = text;
    output.dataset.value = String(value);
  }

  for (const { name } of spec.sliders) model.on(`change:${name}`, draw);
  draw();
  return () => {
    for (const { name } of spec.sliders) model.off(`change:${name}`, draw);
  };
}

export { compute };
export default { render };
