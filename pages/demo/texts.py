"""Turns the file's texts into what page fields hold."""

from typing import Any

from django.utils.html import escape
from wagtail.rich_text import RichText

from pages.demo.content import paragraphs_of

Block = tuple[str, Any]


def html_of(text: str) -> str:
    """Return paragraphs of plain text as HTML."""
    return "".join(
        f"<p>{escape(paragraph)}</p>" for _, part in paragraphs_of(text) for paragraph in part
    )


def article_of(text: str) -> list[Block]:
    """Return the value of an article's body: headings and paragraphs."""
    blocks: list[Block] = []
    for heading, paragraphs in paragraphs_of(text):
        if heading:
            blocks.append(("heading", {"text": heading, "level": "2"}))
        if paragraphs:
            markup = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
            blocks.append(("paragraph", RichText(markup)))
    return blocks


def intro_of(text: str) -> list[Block]:
    """Return the value of a section's or unit's introduction."""
    return [("paragraph", RichText(html_of(text)))] if text else []
