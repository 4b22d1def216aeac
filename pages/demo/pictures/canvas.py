"""A drawing surface with soft edges: drawn at twice the size, delivered at one."""

import io
import math
from collections.abc import Iterable, Sequence

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 1067
SCALE = 2
QUALITY = 84

Point = tuple[float, float]


def blend(first: str, second: str, share: float) -> str:
    """Return the colour that holds `share` (0 to 1) of `second` and the rest of `first`."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def lighter(colour: str, share: float = 0.2) -> str:
    """Return a lighter tone."""
    return blend(colour, "#ffffff", share)


def darker(colour: str, share: float = 0.15) -> str:
    """Return a darker, slightly blue tone, as a shadow has it."""
    return blend(colour, "#1d2433", share)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


class Canvas:
    """Shapes by coordinates of the finished picture; `alpha` from 0 to 1."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self._draw = ImageDraw.Draw(self.image, "RGBA")

    def rect(
        self, x: float, y: float, w: float, h: float, colour: str, *, r: float = 0, alpha: float = 1
    ) -> None:
        """Fill a rectangle with corners of radius `r`."""
        box = (x * SCALE, y * SCALE, (x + w) * SCALE - 1, (y + h) * SCALE - 1)
        if box[2] < box[0] or box[3] < box[1]:
            return
        if r:
            self._draw.rounded_rectangle(box, r * SCALE, fill=_paint(colour, alpha))
        else:
            self._draw.rectangle(box, fill=_paint(colour, alpha))

    def poly(self, points: Iterable[Point], colour: str, *, alpha: float = 1) -> None:
        """Fill a polygon."""
        self._draw.polygon(_scaled(points), fill=_paint(colour, alpha))

    def ellipse(
        self, x: float, y: float, rx: float, ry: float, colour: str, *, alpha: float = 1
    ) -> None:
        """Fill an ellipse around (x, y)."""
        box = ((x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE)
        self._draw.ellipse(box, fill=_paint(colour, alpha))

    def dome(self, x: float, y: float, rx: float, ry: float, colour: str) -> None:
        """Fill the upper half of an ellipse whose flat side lies on y."""
        turn = [math.pi * step / 24 for step in range(25)]
        self.poly([(x + rx * math.cos(t), y - ry * math.sin(t)) for t in turn], colour)

    def circle(self, x: float, y: float, r: float, colour: str, *, alpha: float = 1) -> None:
        """Fill a circle around (x, y)."""
        self.ellipse(x, y, r, r, colour, alpha=alpha)

    def ring(self, x: float, y: float, r: float, width: float, colour: str) -> None:
        """Draw a circle's outline."""
        box = ((x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE)
        self._draw.ellipse(box, outline=_paint(colour, 1), width=round(width * SCALE))

    def arc(
        self, x: float, y: float, r: float, start: float, end: float, width: float, colour: str
    ) -> None:
        """Draw part of a circle's outline, degrees clockwise from the right."""
        box = ((x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE)
        self._draw.arc(box, start, end, fill=_paint(colour, 1), width=round(width * SCALE))

    def line(self, points: Sequence[Point], colour: str, width: float, *, alpha: float = 1) -> None:
        """Draw a line of even width with rounded bends."""
        self._draw.line(
            _scaled(points),
            fill=_paint(colour, alpha),
            width=max(1, round(width * SCALE)),
            joint="curve",
        )

    def gradient(self, top: str, bottom: str, y: float = 0, h: float = HEIGHT) -> None:
        """Fill a full-width band with a vertical change of colour."""
        rows = 160
        strip = Image.new("RGB", (1, rows))
        strip.putdata([_channels(blend(top, bottom, row / (rows - 1))) for row in range(rows)])
        height = round(h * SCALE)
        column = strip.resize((1, height), Image.Resampling.BILINEAR)
        band = column.resize((WIDTH * SCALE, height), Image.Resampling.NEAREST)
        self.image.paste(band, (0, round(y * SCALE)))

    def glow(self, x: float, y: float, r: float, colour: str, *, strength: float = 0.5) -> None:
        """Lay light around a point, fading outwards."""
        rings = 9
        for step in range(rings):
            self.circle(x, y, r * (1 - step / rings), colour, alpha=strength / rings)

    def finished(self) -> Image.Image:
        """Return the picture in its delivered size."""
        return self.image.reduce(SCALE)


def jpeg_bytes(picture: Image.Image) -> bytes:
    """Return the picture as a JPEG file."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()


def _scaled(points: Iterable[Point]) -> list[Point]:
    return [(x * SCALE, y * SCALE) for x, y in points]


def _paint(colour: str, alpha: float) -> tuple[int, int, int, int]:
    return (*_channels(colour), round(alpha * 255))
