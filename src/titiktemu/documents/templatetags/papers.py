"""Tags for papers: a whole one, and a text of one."""

from django import template
from django.utils.safestring import SafeString

from titiktemu.documents.content import Content, Text
from titiktemu.documents.rendering.page import as_html, marked_up

register = template.Library()


@register.simple_tag
def paper_page(content: Content, below: int = 1) -> SafeString:
    """Show a paper under a heading of this level."""
    return as_html(content, below=below)


@register.filter
def runs(text: Text) -> SafeString:
    """Show a text of a paper with what is set apart in it."""
    return marked_up(text)
