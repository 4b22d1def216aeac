"""What the admin's index holds of a text, and what it must hold to answer a query."""

from search.characters import IS_HAN, fold
from search.chinese import compact, grams
from search.entities import Dictionary
from search.numerals import number_codes
from search.query import Option, Unit, Where, pairs, parse_query

LONGEST_TEXT = 60_000

# Any option of every part, and all tokens of an option.
Parts = list[list[Option]]


def tokens_of(text: str, dictionary: Dictionary) -> list[str]:
    """The tokens of a text, each once: pairs, characters, letters, numbers and codes of names."""
    folded = fold(text[:LONGEST_TEXT])
    compacted = compact(folded)
    found = [
        *(entity.code for mention in dictionary.mentions(folded) for entity in mention.entities),
        *(code for code, _, _ in number_codes(folded)),
        *grams(compacted),
        *(sign for sign in compacted if IS_HAN.match(sign)),
    ]
    return list(dict.fromkeys(found))


def parts_of(query: str, dictionary: Dictionary) -> Parts:
    """What a text must hold to answer a query; empty for a query without any word."""
    plan = parse_query(query, dictionary)
    return [
        *(_options(unit) for unit in plan.units),
        *([pairs(phrase)] for phrase in plan.phrases),
    ]


def phrase_parts(phrase: str) -> Parts:
    """What a text must hold to hold the phrase."""
    return [[pairs(phrase)]] if compact(fold(phrase)) else []


def _options(unit: Unit) -> list[Option]:
    options = (
        pairs(option.tokens[0]) if option.where is Where.WORDS else option
        for option in unit.options
    )
    return list(dict.fromkeys(options))
