"""What of a source is not to be found in what was made of it."""

import re
import unicodedata
from collections import Counter

from exchange.documents import RecognisedDocument, SourceDocument, block_text

_SHORTEST_LINE = 8


def lost_characters(source: SourceDocument, found: RecognisedDocument) -> Counter[str]:
    """Count the visible characters that neither the document nor a repair holds."""
    missing = Counter(visible("".join(map(block_text, source.blocks))))
    missing -= Counter(visible("".join([*map(block_text, found.body), *found.letterhead])))
    for repair in found.repairs:
        missing -= Counter(visible(repair.before)) - Counter(visible(repair.after))
    return missing


def lost_lines(source: SourceDocument, found: RecognisedDocument) -> list[str]:
    """Return the lines of the source that are nowhere to be read in one piece."""
    # Joined lines stand in a repair with a sign at the break.
    pieces = [*map(block_text, found.body), *found.letterhead, *(r.before for r in found.repairs)]
    everything = "\n".join(visible(piece).replace("⏎", "") for piece in pieces)
    lines = [line for block in source.blocks for line in block_text(block).split("\n")]
    return [
        line
        for line in lines
        if len(visible(line)) >= _SHORTEST_LINE and visible(line) not in everything
    ]


def visible(text: str) -> str:
    """Return `text` without spaces and without characters that show nothing."""
    return "".join(
        char
        for char in re.sub(r"\s", "", text)
        if unicodedata.category(char) not in ("Cc", "Cf", "Cs")
    )
