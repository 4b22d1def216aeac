"""Documents as governments publish them: read, repaired and taken apart.

`read_document` turns a file into blocks, `recognise` tells what they are.
"""

from exchange.documents.blocks import Block, Heading, Paragraph, Picture, Table, block_text
from exchange.documents.errors import DocumentError
from exchange.documents.mentions import NameMention, find_names
from exchange.documents.reading import READABLE_SUFFIXES, check_file, read_document
from exchange.documents.recognised import (
    DocumentKind,
    Evidence,
    Figure,
    OutlineEntry,
    QuotedName,
    RecognisedDocument,
    Sender,
)
from exchange.documents.recognition import recognise
from exchange.documents.repairs import Repair, RepairKind
from exchange.documents.source import SourceDocument
from exchange.documents.storing import RecognisedFile

__all__ = [
    "READABLE_SUFFIXES",
    "Block",
    "DocumentError",
    "DocumentKind",
    "Evidence",
    "Figure",
    "Heading",
    "NameMention",
    "OutlineEntry",
    "Paragraph",
    "Picture",
    "QuotedName",
    "RecognisedDocument",
    "RecognisedFile",
    "Repair",
    "RepairKind",
    "Sender",
    "SourceDocument",
    "Table",
    "block_text",
    "check_file",
    "find_names",
    "read_document",
    "recognise",
]
