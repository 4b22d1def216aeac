"""What of a picture is the photo, and what a border, a letterbox or the frame of a screenshot."""

from collections import Counter
from collections.abc import Sequence

from PIL import Image

Box = tuple[int, int, int, int]

_LOOKED_AT = 320  # longest side of the small picture that is searched
_TOLERANCE = 14  # how far the grey of one border differs within itself, of 255
_MOSTLY = 0.86  # share of a line that a border fills; a clock or a caption may stand in it
_SMALLEST = 0.2  # share of a side that a photo within borders has at least
_EVEN = 8  # greys that a drawn line varies by, after compression
_WORTH = 0.02  # share of a side; less is no border


def photo_within(picture: Image.Image) -> Box | None:
    """Where the photo lies in a bordered picture (left, top, right, bottom); None without borders.

    Lines that are mostly of one grey, the same at the edge and further in, count as border. Of
    several stretches between such lines the longest is the photo.
    """
    scale = max(1.0, max(picture.size) / _LOOKED_AT)
    size = (max(1, round(picture.width / scale)), max(1, round(picture.height / scale)))
    small = picture.convert("L").resize(size, Image.Resampling.BOX)
    grey = _grey_of_edges(small)
    if grey is None:
        return None
    top, bottom = _longest([not _is_border(line, grey) for line in _rows(small)])
    within = small.crop((0, top, small.width, bottom))
    left, right = _longest([not _is_border(line, grey) for line in _columns(within)])
    cut = (left + small.width - right) / small.width, (top + small.height - bottom) / small.height
    is_photo = right - left >= _SMALLEST * small.width and bottom - top >= _SMALLEST * small.height
    if not is_photo or max(cut) < _WORTH:
        return None
    # One line less on each cut side: the scaled line at the border holds some of it.
    return (
        round((left + (left > 0)) * scale),
        round((top + (top > 0)) * scale),
        min(picture.width, round((right - (right < small.width)) * scale)),
        min(picture.height, round((bottom - (bottom < small.height)) * scale)),
    )


def is_framed(picture: Image.Image, box: Box) -> bool:
    """Whether what lies around the photo was put there, as an even colour on opposite sides.

    A clear sky or a white wall is never as even as what a program draws.
    """
    left, top, right, bottom = box
    grey = picture.convert("L")
    rows = [(top, 0), (picture.height - bottom, picture.height - 1)]
    columns = [(left, 0), (picture.width - right, picture.width - 1)]
    lines = [(share, grey.crop((0, y, picture.width, y + 1)).tobytes()) for share, y in rows]
    sides = [(share, grey.crop((x, 0, x + 1, picture.height)).tobytes()) for share, x in columns]
    return any(
        all(share > 0 and max(line) - min(line) <= _EVEN for share, line in pair)
        for pair in (lines, sides)
    )


def _rows(picture: Image.Image) -> list[bytes]:
    data = picture.tobytes()
    return [data[start : start + picture.width] for start in range(0, len(data), picture.width)]


def _columns(picture: Image.Image) -> list[bytes]:
    return _rows(picture.transpose(Image.Transpose.TRANSPOSE)) if picture.height else []


def _grey_of_edges(small: Image.Image) -> int | None:
    """The grey that most of the outermost lines share, if one does."""
    rows, columns = _rows(small), _columns(small)
    counted: Counter[int] = Counter()
    for line in (rows[0], rows[-1], columns[0], columns[-1]):
        grey, _ = Counter(line).most_common(1)[0]
        if _is_border(line, grey):
            counted[grey] += 1
    return counted.most_common(1)[0][0] if counted else None


def _is_border(line: bytes, grey: int) -> bool:
    alike = sum(abs(value - grey) <= _TOLERANCE for value in line)
    return alike >= _MOSTLY * len(line)


def _longest(kept: Sequence[bool]) -> tuple[int, int]:
    """The longest stretch of kept lines, as start and end."""
    best, start = (0, 0), None
    for place, is_kept in enumerate([*kept, False]):
        if is_kept and start is None:
            start = place
        elif not is_kept and start is not None:
            if place - start > best[1] - best[0]:
                best = (start, place)
            start = None
    return best
