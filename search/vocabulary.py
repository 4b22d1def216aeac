"""The words public texts hold, by their sound: what a mistyped word may have meant.

A word stays when the last text that held it goes: it is only ever used to ask the index
again, which then finds nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db import router, transaction

from search import pinyin
from search.models import IndexedWord

SHORTEST, LONGEST = 2, 6
_MOST_ALIKE = 60
_MOST_REMEMBERED = 300_000
_known: set[str] = set()


def learn(heard: Iterable[str]) -> None:
    """Keep these words; asks the database only about words not met before."""
    new = {word for word in heard if SHORTEST <= len(word) <= LONGEST} - _known
    if not new:
        return
    rows = [IndexedWord(word=word, sound=pinyin.sound(word)) for word in sorted(new)]
    IndexedWord.objects.bulk_create(rows, ignore_conflicts=True, batch_size=400)
    using = router.db_for_write(IndexedWord)
    transaction.on_commit(lambda: _remember(new), using=using)


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
    forget_remembered()


def forget_remembered() -> None:
    """Ask the database again about every word, as where it is another database."""
    _known.clear()


def _remember(new: set[str]) -> None:
    if len(_known) > _MOST_REMEMBERED:
        _known.clear()
    _known.update(new)
