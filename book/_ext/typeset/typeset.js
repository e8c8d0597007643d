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

/** Takes out of a drawing what nobody sees: attributes, and groups that neither move nor colour. */
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
    if (adaptor.kind(child) !== "g") continue;
    const inner = adaptor.childNodes(child);
    if (inner.length === 0) {
      adaptor.remove(child);
    } else if (adaptor.allAttributes(child).length === 0) {
      for (const grandchild of [...inner]) adaptor.insert(grandchild, child);
      adaptor.remove(child);
    }
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
