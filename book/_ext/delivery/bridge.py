"""Where Sphinx hands over a page whose templates are filled in."""

from sphinx.jinja2glue import BuiltinTemplateLoader

from typeset import with_glyphs

from .pages import finished


class Bridge(BuiltinTemplateLoader):
    """Sphinx's own templates, and a last hand on each page made of them."""

    def render(self, template, context):
        """Return a page, finished; another file as its template has it."""
        text = super().render(template, context)
        if "</html>" not in text:
            return text
        return finished(with_glyphs(text), context["content_root"])
