"""The words public texts hold, by their sound: what a mistyped word may have meant.

A word stays when the last text that held it goes: it is only ever used to ask the index
again, which then finds nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import groupby

from django.db import transaction

from search import pinyin, words
from search.characters import IS_HAN, fold
from search.chinese import RUN
from search.models import IndexedWord

SHORTEST, LONGEST = 2, 6
_MOST_ALIKE = 60
_MOST_REMEMBERED = 300_000
_known: set[str] = set()


def words_of(text: str) -> set[str]:
    """The words of a text, and what stands between known words."""
    found: set[str] = set()
    for run in RUN.findall(fold(text)):
        if not IS_HAN.match(run):
            continue
        for is_single, group in groupby(words.split(run), key=_is_single):
            pieces = list(group)
            found.update(["".join(pieces)] if is_single else pieces)
    return {word for word in found if SHORTEST <= len(word) <= LONGEST}


def learn(texts: Iterable[str]) -> None:
    """Keep the words of these texts; asks the database only about words not met before."""
    new = set().union(*(words_of(text) for text in texts)) - _known
    if not new:
        return
    rows = [IndexedWord(word=word, sound=pinyin.sound(word)) for word in sorted(new)]
    IndexedWord.objects.bulk_create(rows, ignore_conflicts=True, batch_size=400)
    transaction.on_commit(lambda: _remember(new))


def sounding_like(sounds: Collection[str]) -> Mapping[str, list[str]]:
    """The words of each of these sounds."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    rows = (
        IndexedWord.objects.filter(sound__in=sounds).order_by("word").values_list("sound", "word")
    )
    for sound, word in rows[:_MOST_ALIKE]:
        found[sound].append(word)
    return found


def forget() -> None:
    """Forget all words, as before the index is made anew."""
    IndexedWord.objects.all().delete()
    _known.clear()


def _remember(new: set[str]) -> None:
    if len(_known) > _MOST_REMEMBERED:
        _known.clear()
    _known.update(new)


def _is_single(word: str) -> bool:
    return len(word) == 1
