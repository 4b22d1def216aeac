"""Fingerprints of what a picture shows: they survive re-compression, scaling, turning and trimming.

Three hashes from one small grey picture: 64 bits of its lowest frequencies find candidates by
index, 256 bits of more frequencies verify them, 64 bits of its edges give a second opinion. A
turned or mirrored picture has the same frequencies in another order or with another sign, so all
eight ways of holding a picture cost one transform.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import mul

from PIL import Image

WAYS_TO_HOLD = 8
_SIDE = 64
_N_FINE, _N_COARSE = 16, 8
_N_EDGES = 8
_COSINES = [
    [math.cos(math.pi * frequency * (2 * x + 1) / (2 * _SIDE)) for x in range(_SIDE)]
    for frequency in range(1, _N_FINE + 1)
]

_Grid = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`coarse` and `edges` have 64 bits, `fine` has 256."""

    coarse: int
    fine: int
    edges: int


@dataclass(frozen=True, slots=True)
class Distance:
    """In how many bits two fingerprints differ."""

    coarse: int
    fine: int
    edges: int


def distance(one: Fingerprint, other: Fingerprint) -> Distance:
    """Compare two pictures as they are held."""
    return Distance(
        (one.coarse ^ other.coarse).bit_count(),
        (one.fine ^ other.fine).bit_count(),
        (one.edges ^ other.edges).bit_count(),
    )


def fingerprints(picture: Image.Image) -> tuple[Fingerprint, ...]:
    """The fingerprint of a picture as it is held, then of its seven turned and mirrored copies."""
    small = picture.convert("L").resize((_SIDE, _SIDE), Image.Resampling.BOX)
    tiny = small.resize((_N_EDGES + 1, _N_EDGES + 1), Image.Resampling.BOX)
    pixels = list(tiny.tobytes())
    rows = [pixels[start : start + _N_EDGES + 1] for start in range(0, len(pixels), _N_EDGES + 1)]
    return tuple(
        Fingerprint(
            coarse=_above_middle([v for row in grid[:_N_COARSE] for v in row[:_N_COARSE]]),
            fine=_above_middle([value for row in grid for value in row]),
            edges=_edges(held),
        )
        for grid, held in zip(_frequencies_held(_frequencies(small)), _held(rows), strict=True)
    )


def _frequencies(small: Image.Image) -> _Grid:
    pixels = small.tobytes()
    rows = [pixels[start : start + _SIDE] for start in range(0, _SIDE * _SIDE, _SIDE)]
    across = [[sum(map(mul, row, wave)) for wave in _COSINES] for row in rows]
    columns = list(zip(*across, strict=True))
    return [[sum(map(mul, column, wave)) for column in columns] for wave in _COSINES]


def _frequencies_held(grid: _Grid) -> Iterator[_Grid]:
    # A mirror turns the sign of every odd frequency, and the grid begins with the first.
    for axes in (grid, list(zip(*grid, strict=True))):
        for down in (1, -1):
            for across in (1, -1):
                yield [
                    [
                        value * (1 if i % 2 else down) * (1 if j % 2 else across)
                        for j, value in enumerate(row)
                    ]
                    for i, row in enumerate(axes)
                ]


def _held(rows: Sequence[Sequence[int]]) -> Iterator[Sequence[Sequence[int]]]:
    for axes in (rows, list(zip(*rows, strict=True))):
        for down in (1, -1):
            for across in (1, -1):
                yield [row[::across] for row in axes[::down]]


def _above_middle(values: Sequence[float]) -> int:
    middle = sorted(values)[len(values) // 2]
    number = 0
    for value in values:
        number = number << 1 | (value > middle)
    return number


def _edges(rows: Sequence[Sequence[int]]) -> int:
    number = 0
    for row in rows[:_N_EDGES]:
        for left, right in pairwise(row):
            number = number << 1 | (left < right)
    return number
