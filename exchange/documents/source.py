"""A document as it was read, before anything is repaired or recognised."""

import hashlib
from dataclasses import dataclass

from exchange.documents.blocks import Block, blocks_text


@dataclass(frozen=True, slots=True)
class SetAside:
    """Text of the file that is not text of the document, such as a page's menu."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """The blocks of one file, with what was set aside and what the file says about itself.

    `facts` holds (label, value) pairs such as ("发布时间", "2024-05-06") that stand in the file's
    own description and not in its text.
    """

    name: str
    blocks: tuple[Block, ...]
    set_aside: tuple[SetAside, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 (64 hex digits) of the text; encoding, line ends and spaces do not count."""
        text = "".join(blocks_text(self.blocks).split())
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
