"""Which analysis made the tokens of an index, so that no index is made by two."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from inspect import getsource
from types import ModuleType

from search import characters, chinese, documents, entities, facets, numerals, words

# What decides the tokens and codes of a document, besides the names in the registers.
MODULES: tuple[ModuleType, ...] = (
    characters,
    chinese,
    documents,
    entities,
    facets,
    numerals,
    words,
)
SEGMENTER = "rjieba"


@cache
def analysis_version() -> str:
    """The same value for the same analysis: another one after any change of its source."""
    parts = [version(SEGMENTER), *map(getsource, MODULES)]
    return sha256("\0".join(parts).encode()).hexdigest()
