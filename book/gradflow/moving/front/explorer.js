// The explorer's front end, in anywidget's form: render({model, el}).
// In a live kernel the model is a widget's; in the built page it is host.js's.

/** Far outside every picture, in SVG points; the axes clip what is drawn there. */
const FAR = 10000;

/** The series an explorer draws, by name. @returns {Object<string, ArrayLike<number>>} */
function compute(spec, values) {
  const series = {};
  for (const [name, network] of Object.entries(spec.networks)) {
    const measures = runNetwork(network, values, spec.wanted[name], CELLS);
    for (const [measure, data] of Object.entries(measures)) series[`${name}.${measure}`] = data;
  }
  const out = [];
  formulas(spec.symbols.map((symbol) => values[symbol]), out);
  for (const [name, first, end] of spec.formulas) series[name] = out.slice(first, end);
  return series;
}

/** Where a value stands on an axis, in SVG points, and finite also for 0 and ∞ on a logarithmic one. */
function position(map, value) {
  const place = map.offset + map.factor * (map.log ? Math.log10(value) : value);
  return Math.min(Math.max(place, -FAR), FAR); // NaN stays NaN
}

/** The `d` of a path through the points; a gap where a value is not a number; a lone value serves all. */
function pathThrough(axes, xs, ys) {
  let d = "", pen = "M";
  for (let k = 0; k < Math.max(xs.length, ys.length); k++) {
    const x = position(axes.x, xs[k] ?? xs[0]), y = position(axes.y, ys[k] ?? ys[0]);
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
  if (size >= 0.001 && size < 999.5) return value.toPrecision(3);
  const [digits, exponent] = value.toExponential(1).split("e");
  const raised = [...String(Number(exponent))].map((sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)]);
  return `${digits}\u00a0×\u00a010${raised.join("")}`;
}

/** A slider's value as the page shows it beside the slider. */
function shown(spec, name, values) {
  return values[name].toFixed(spec.sliders.find((slider) => slider.name === name).digits);
}

/** The headline: of each reading, the sentence whose band holds the value. */
function headline(spec, series, values) {
  const sentences = spec.readings.map(({ series: name, index, bands }) => {
    const value = series[name].at(typeof index === "string" ? values[index] : index);
    const [, text] = bands.find(([limit]) => limit === null || value < limit) ?? bands[bands.length - 1];
    return text.replace(/\{(\w+)\}/g, (_, key) => (key === "value" ? spoken(value) : shown(spec, key, values)));
  });
  const [first] = spec.readings;
  return { text: sentences.join(" "), value: series[first.series].at(first.index) };
}

/** Draws one kind of artist: gets its element or elements, what the page knows of it, and the series. */
const DRAW = {
  line(element, { x, y }, axes, series) {
    const xs = series[x] ?? x, ys = series[y] ?? y, path = element.querySelector(":scope > path");
    if (path) path.setAttribute("d", pathThrough(axes, xs, ys));
    element.querySelectorAll("use").forEach((marker, k) => {
      marker.setAttribute("x", position(axes.x, xs[k] ?? xs[0]).toFixed(2));
      marker.setAttribute("y", position(axes.y, ys[k] ?? ys[0]).toFixed(2));
    });
  },
  bars(element, { left, right, y }, axes, series) {
    const bottom = position(axes.y, 0);
    element.forEach((bar, k) => {
      const [start, end] = [position(axes.x, left[k]), position(axes.x, right[k])];
      const top = position(axes.y, series[y][k]);
      bar.querySelector("path").setAttribute("d", `M${start} ${bottom}L${end} ${bottom}L${end} ${top}L${start} ${top}Z`);
    });
  },
  image(element, artist, axes, series) {
    const { size, low, high, colours } = artist, data = series[artist.y];
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
  if (!el.querySelector("svg")) {
    el.innerHTML = model.get("html");
    el.classList.add("explorer");
  }
  const output = el.querySelector("output");
  const find = (id) => (Array.isArray(id) ? id.map(find) : el.querySelector(`[id="${id}"]`));
  const artists = spec.artists.map((artist) => [find(artist.id), artist]);

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

export { compute, headline };
export default { render };
