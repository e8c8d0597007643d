// Typesets TeX inside Python. It runs after MathJax's own files, in an engine without a page.

const { adaptors, core, handlers, input, mathjax, output } = MathJax._;
const adaptor = adaptors.liteAdaptor.liteAdaptor();
handlers.html_ts.RegisterHTMLHandler(adaptor);

// These two packages would show a faulty formula in red instead of saying what is wrong.
const packages = input.tex.AllPackages.AllPackages.filter((name) => !["noerrors", "noundefined"].includes(name));
const tex = new input.tex_ts.TeX({
  packages,
  formatError: (_, error) => {
    throw new Error(error.message);
  },
});
const svg = new output.svg_ts.SVG({ fontCache: "global", font: new output.svg.fonts.tex_ts.TeXFont() });
const page = mathjax.mathjax.document("", { InputJax: tex, OutputJax: svg });
const visitor = new core.MmlTree.SerializedMmlVisitor.SerializedMmlVisitor();

// What MathJax leaves in a drawing for itself, and for menus that a page does not have.
const UNUSED = /^(data-(?!line|frame)|role$|focusable$|xmlns|class$)/;

/** Gives a glyph, `MJX-TEX-I-1D450`, the short name by which all formulas of a page share it. */
const named = (id) => id.replace(/^MJX-(\d+-)?TEX-/, "mjx-");

/** Takes out of a drawing the attributes that nobody sees, and groups without content. */
function trimmed(node) {
  for (const { name } of adaptor.allAttributes(node)) {
    if (UNUSED.test(name)) adaptor.removeAttribute(node, name);
  }
  const glyph = adaptor.getAttribute(node, "xlink:href");
  if (glyph) {
    adaptor.removeAttribute(node, "xlink:href");
    adaptor.setAttribute(node, "href", `#${named(glyph.slice(1))}`);
  }
  for (const child of [...adaptor.childNodes(node)]) {
    if (adaptor.kind(child) === "#text") continue;
    trimmed(child);
    if (adaptor.kind(child) === "g" && adaptor.childNodes(child).length === 0) adaptor.remove(child);
  }
}

const HERE = { x: 0, y: 0, wide: 1, high: 1 };

/** Returns where a transform puts the origin, and by which factors it stretches, seen from outside `within`. */
function placed(transform, within) {
  let { x, y, wide, high } = within;
  for (const [, kind, numbers] of transform.matchAll(/(\w+)\(([^)]*)\)/g)) {
    const [first, second] = numbers.split(/[ ,]+/).map(Number);
    if (kind === "translate") {
      x += wide * first;
      y += high * (second ?? 0);
    } else if (kind === "scale") {
      wide *= first;
      high *= second ?? first;
    } else {
      throw new Error(`a drawing has a transform that is not understood: ${transform}`);
    }
  }
  return { x, y, wide, high };
}

const rounded = (number, digits = 1) => String(Number(number.toFixed(digits)));

/** Writes a place as a transform, or "" where nothing moves. */
function written({ x, y, wide, high }) {
  const moves = x || y ? `translate(${rounded(x)},${rounded(y)})` : "";
  if (wide === 1 && high === 1) return moves;
  const factors = [wide, high].slice(0, wide === high ? 1 : 2).map((factor) => rounded(factor, 4));
  return `${moves} scale(${factors})`.trim();
}

function put(node, name, value) {
  if (value) adaptor.setAttribute(node, name, value);
  else adaptor.removeAttribute(node, name);
}

/** Puts each sign where its groups would, so that a drawing has fewer nodes. */
function flattened(group, within = HERE) {
  for (const node of [...adaptor.childNodes(group)]) {
    const kind = adaptor.kind(node);
    const place = placed(adaptor.getAttribute(node, "transform") ?? "", within);
    const others = adaptor.allAttributes(node).filter(({ name }) => name !== "transform").length;
    if (kind === "g" && !others) {
      flattened(node, place);
      for (const child of [...adaptor.childNodes(node)]) adaptor.insert(child, node);
      adaptor.remove(node);
    } else if (kind === "use" && place.wide === 1 && place.high === 1) {
      adaptor.removeAttribute(node, "transform");
      for (const axis of ["x", "y"]) put(node, axis, rounded(place[axis]).replace(/^-?0$/, ""));
    } else if (kind === "svg" && written(place)) {
      const around = adaptor.node("g", { transform: written(place) }, [], "http://www.w3.org/2000/svg");
      adaptor.replace(around, node);
      adaptor.append(around, node);
    } else if (kind !== "svg") {
      put(node, "transform", written(place));
    }
    if (kind === "svg" || (kind === "g" && others)) flattened(node);
  }
}

/** Returns a formula as drawing and as MathML, the signs that the font lacks, and glyphs by name. */
function typeset(source, display) {
  const formula = new page.options.MathItem(source, tex, display);
  formula.start.node = adaptor.body(page.document);
  formula.setMetrics(16, 8, 1e6, 1e6, 1);
  formula.convert(page);
  const drawing = adaptor.firstChild(formula.typesetRoot);
  const missing = adaptor.tags(drawing, "text").map((text) => adaptor.textContent(text));
  trimmed(drawing);
  flattened(drawing);
  adaptor.setAttribute(drawing, "aria-hidden", "true");
  const glyphs = adaptor.childNodes(svg.fontCache.getCache()).map((path) => [
    named(adaptor.getAttribute(path, "id")),
    adaptor.getAttribute(path, "d"),
  ]);
  svg.clearFontCache();
  return JSON.stringify({
    svg: adaptor.outerHTML(drawing),
    mathml: visitor.visitTree(formula.root).replace(/>\s+</g, "><").trim(),
    missing,
    glyphs,
  });
}
