"""Whether two photos may show the same moment: copies re-compressed, turned, trimmed, framed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from media.perceptual import Distance, Fingerprint, distance

SAME_FINE = 31
NEAR_COARSE = 8
PERHAPS_COARSE, PERHAPS_EDGES = 12, 10


@dataclass(frozen=True, slots=True)
class Prints:
    """A photo's fingerprints: whole and, where it has borders, of the photo within them.

    Each in the eight ways a picture can be held, the way it is held first.
    """

    whole: tuple[Fingerprint, ...]
    inner: tuple[Fingerprint, ...] = ()

    @property
    def upright(self) -> Iterator[Fingerprint]:
        """What is compared with every way another photo can be held."""
        yield self.whole[0]
        if self.inner:
            yield self.inner[0]


def nearest(one: Prints, other: Prints) -> Distance | None:
    """The smallest difference in any way of holding that makes two photos look alike, if any."""
    alike = [
        difference
        for known in other.upright
        for asked in (*one.whole, *one.inner)
        if is_alike(difference := distance(asked, known))
    ]
    return min(alike, key=lambda difference: (difference.fine, difference.coarse), default=None)


def is_alike(difference: Distance) -> bool:
    """Whether so small a difference is hardly chance."""
    return (
        difference.fine <= SAME_FINE
        or difference.coarse <= NEAR_COARSE
        or (difference.coarse <= PERHAPS_COARSE and difference.edges <= PERHAPS_EDGES)
    )


def closest(one: Prints, others: Iterable[tuple[str, Prints]]) -> list[tuple[str, Distance]]:
    """Those of the named photos that look like this one, most alike first."""
    found = [(name, near) for name, other in others if (near := nearest(one, other)) is not None]
    return sorted(found, key=lambda pair: pair[1].fine)
