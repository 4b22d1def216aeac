"""Where the head of a document (letterhead, title, page information) ends and its text begins."""

import re
from collections.abc import Sequence

from exchange.documents.blocks import Block, line_text
from exchange.documents.document_kinds import kind_ending
from exchange.documents.heading_numbers import marker_of
from exchange.documents.navigation import is_navigation
from exchange.documents.page_facts import facts_of

_SENTENCE_END = re.compile(r"[。！？!?；]$")
_INNER_STOP = re.compile(r"[，。；]|,(?![0-9])")
_LEAST_PROSE, _LEAST_SENTENCE, _LONGEST_TITLE = 40, 12, 120


def is_prose(text: str) -> bool:
    """Whether a line is running text, as against a title, a name or an entry."""
    if marker_of(text):
        return True
    if _SENTENCE_END.search(text):
        return len(text) >= _LEAST_SENTENCE
    if len(text) <= _LONGEST_TITLE and (text.startswith("关于") or kind_ending(text)):
        return False
    return len(text) >= _LEAST_PROSE and _INNER_STOP.search(text) is not None


def addresses_readers(text: str) -> bool:
    """Whether a line ends as the one that names the recipients does: with a colon."""
    return text.endswith(("：", ":")) and not facts_of(text) and not is_navigation(text)


def head_length(blocks: Sequence[Block]) -> int:
    """Return how many blocks stand before the text; the first one is never text."""
    for index, block in enumerate(blocks):
        text = line_text(block).strip()
        if addresses_readers(text) or (index and is_prose(text)):
            return index
    return len(blocks)
