"""Finds the element of a web page that holds the article."""

import re
from itertools import accumulate

from bs4 import Tag

from exchange.documents.navigation import is_navigation
from exchange.documents.page_lines import PageLine

_INLINE_OR_PART_WORDS = (
    "p span font li ul ol dl dt dd h1 h2 h3 h4 h5 h6 a b strong em i u tr tbody thead table "
    "pre blockquote figure figcaption"
)
_INLINE_OR_PART = frozenset(_INLINE_OR_PART_WORDS.split())
_FRAME_TAGS = frozenset({"nav", "footer", "aside"})
_FRAME_NAMES_WORDS = (
    "footer foot copyright nav navbar navigation sidebar side menu breadcrumb breadcrumbs "
    "crumb crumbs related recommend share comment comments hotnews ranking toolbar"
)
_FRAME_NAMES = frozenset(_FRAME_NAMES_WORDS.split())
_STOP = re.compile(r"[，。；！？]|,(?![0-9])")
_LEAST_PROSE = 15
_MOST_LINKED = 0.5
_ENOUGH = 0.9
_MOST_NOISE = 0.2


def article_lines(root: Tag, lines: list[PageLine]) -> tuple[int, int]:
    """Return the range of `lines` that the article takes up, its end not included.

    That is the smallest element with nearly all running text, widened as long as what stands
    around it is not the frame of the page.
    """
    ranges = _ranges(lines)
    container = _smallest(root, lines) or _named_article(root)
    start, end = ranges.get(id(container), (0, len(lines)))
    noise = list(accumulate((len(line.text) * _is_noise(line) for line in lines), initial=0))
    size = list(accumulate((len(line.text) for line in lines), initial=0))
    for parent in container.parents:
        wide_start, wide_end = ranges.get(id(parent), (start, end))
        around = size[wide_end] - size[wide_start] - (size[end] - size[start])
        noisy = noise[wide_end] - noise[wide_start] - (noise[end] - noise[start])
        if noisy > around * _MOST_NOISE:
            break
        start, end = wide_start, wide_end
    return start, end


def _ranges(lines: list[PageLine]) -> dict[int, tuple[int, int]]:
    """Return the range of lines within each element, by the element's identity."""
    ranges: dict[int, tuple[int, int]] = {}
    for index, line in enumerate(lines):
        for parent in (line.owner, *line.owner.parents):
            start, _ = ranges.get(id(parent), (index, index))
            ranges[id(parent)] = (start, index + 1)
    return ranges


def _smallest(root: Tag, lines: list[PageLine]) -> Tag | None:
    weights: dict[int, int] = {}
    prose = [line for line in lines if _is_prose(line)]
    for line in prose:
        for parent in (line.owner, *line.owner.parents):
            weights[id(parent)] = weights.get(id(parent), 0) + len(line.text)
    enough = sum(len(line.text) for line in prose) * _ENOUGH
    container, here = None, root if prose else None
    while here is not None:
        if here.name not in _INLINE_OR_PART:
            container = here
        children = (each for each in here.children if isinstance(each, Tag))
        here = next((each for each in children if weights.get(id(each), 0) >= enough), None)
    return container


def _named_article(root: Tag) -> Tag:
    found = root.find(["article", "main"])
    return found if isinstance(found, Tag) else root


def _is_prose(line: PageLine) -> bool:
    text = line.text
    return (
        len(text) >= _LEAST_PROSE
        and line.link_share < _MOST_LINKED
        and _STOP.search(text) is not None
        and not _is_frame(line.owner)
    )


def _is_noise(line: PageLine) -> bool:
    """Whether a line frames a page: a link, an entry of a menu, a footer."""
    return line.link_share >= _MOST_LINKED or is_navigation(line.text) or _is_frame(line.owner)


def _is_frame(owner: Tag) -> bool:
    return any(
        each.name in _FRAME_TAGS or _FRAME_NAMES.intersection(_names(each))
        for each in (owner, *owner.parents)
    )


def _names(tag: Tag) -> set[str]:
    classes = tag.get_attribute_list("class")
    written = " ".join(str(each) for each in [*classes, tag.get("id")] if each)
    return set(re.split(r"[\s_-]+", written.lower()))
