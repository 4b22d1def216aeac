"""Words: one best split, and the words inside words that agree with it.

人民法院 is split into 人民 and 法院 as well, but never yields 民法. Only words of the
segmenter's dictionary count: what it does not know is found by its characters instead, so
the same word is never found in one sentence and missed in the next.
"""

from functools import cache, lru_cache
from itertools import pairwise

import rjieba

LONGEST_WORD = 10


@cache
def _segmenter() -> rjieba.Jieba:
    return rjieba.Jieba()


def split(run: str) -> list[str]:
    """The best split of a run of Chinese characters."""
    return _segmenter().cut(run, False)


@lru_cache(maxsize=200_000)
def is_known(word: str) -> bool:
    """Whether the segmenter's dictionary holds the word."""
    return len(word) > 1 and _segmenter().has_word(word)


@lru_cache(maxsize=50_000)
def inner_words(word: str) -> tuple[tuple[str, int], ...]:
    """The known words inside `word` that lie on the edges of its best finer split.

    Each with its position in `word`; single characters and the word itself are left out.
    """
    length = len(word)
    if length < 3 or length > LONGEST_WORD:
        return ()
    edges = _finest_edges(word)
    return tuple(
        (word[start:end], start)
        for position, start in enumerate(edges)
        for end in edges[position + 1 :]
        if 1 < end - start < length and is_known(word[start:end])
    )


@lru_cache(maxsize=5_000)
def parts(text: str) -> tuple[str, ...]:
    """The shortest words that a text consists of, without single characters."""
    edges = _finest_edges(text)
    return tuple(text[start:end] for start, end in pairwise(edges) if end - start > 1)


@lru_cache(maxsize=200_000)
def with_inner_words(word: str) -> tuple[str, ...]:
    """The word and the words inside it; nothing for a single character."""
    if len(word) < 2:
        return ()
    return (word, *(inner for inner, _ in inner_words(word)))


def _finest_edges(word: str) -> list[int]:
    """Edges of the split into the shortest known words that leaves fewest characters alone."""
    length = len(word)
    # (characters left alone, sum of squared lengths, edges) of the best split up to an index
    best: list[tuple[int, int, list[int]]] = [(0, 0, [0])]
    for end in range(1, length + 1):
        options = []
        for start in range(end):
            size = end - start
            if size == length or (size > 1 and not is_known(word[start:end])):
                continue
            alone, squares, edges = best[start]
            options.append((alone + (size == 1), squares + size * size, [*edges, end]))
        # Of equal splits the one whose first pieces are long: 明白 and 人, not 明 and 白人.
        best.append(min(options, key=lambda option: (*option[:2], [-edge for edge in option[2]])))
    return best[length][2]
