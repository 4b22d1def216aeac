"""Things of law publicity: boards, banners, tents, tables, scales, books, lamps."""

import math
from random import Random

from pages.demo.pictures.canvas import Canvas, darker, lighter
from pages.demo.pictures.nature import shadow
from pages.demo.pictures.palettes import Palette


def scales(c: Canvas, p: Palette, x: float, y: float, h: float, colour: str) -> None:
    """A pair of scales standing on (x, y)."""
    shade = darker(colour, 0.22)
    top = y - h
    c.rect(x - h * 0.024, top + h * 0.06, h * 0.048, h * 0.86, colour)
    c.rect(x + h * 0.004, top + h * 0.06, h * 0.02, h * 0.86, shade)
    c.rect(x - h * 0.16, y - h * 0.05, h * 0.32, h * 0.05, colour, r=h * 0.02)
    c.rect(x - h * 0.1, y - h * 0.1, h * 0.2, h * 0.055, shade, r=h * 0.02)
    c.line(
        [(x - h * 0.42, top + h * 0.16), (x, top + h * 0.11), (x + h * 0.42, top + h * 0.16)],
        colour,
        h * 0.03,
    )
    c.circle(x, top + h * 0.05, h * 0.05, colour)
    for side in (-0.42, 0.42):
        px, py = x + h * side, top + h * 0.16
        dish = top + h * 0.52
        c.line([(px, py), (px - h * 0.15, dish)], shade, h * 0.01)
        c.line([(px, py), (px + h * 0.15, dish)], shade, h * 0.01)
        c.poly(
            [
                (
                    px + h * 0.19 * math.cos(t / 12 * math.pi),
                    dish + h * 0.09 * math.sin(t / 12 * math.pi),
                )
                for t in range(13)
            ],
            colour,
        )
        c.rect(px - h * 0.2, dish - h * 0.012, h * 0.4, h * 0.024, shade, r=h * 0.012)


def gavel(c: Canvas, p: Palette, x: float, y: float, size: float) -> None:
    """A gavel resting on its block; (x, y) is the middle of the block's foot."""
    wood, shade = p.wood, darker(p.wood, 0.3)
    c.ellipse(x, y, 150 * size, 22 * size, "#1d2433", alpha=0.16)
    c.rect(x - 120 * size, y - 34 * size, 240 * size, 34 * size, shade, r=10 * size)
    c.rect(x - 120 * size, y - 40 * size, 240 * size, 22 * size, wood, r=10 * size)
    c.line([(x + 20 * size, y - 112 * size), (x + 330 * size, y - 40 * size)], shade, 24 * size)
    c.line([(x + 20 * size, y - 116 * size), (x + 330 * size, y - 46 * size)], wood, 13 * size)
    c.circle(x + 334 * size, y - 42 * size, 18 * size, wood)
    cos, sin = math.cos(0.23), math.sin(0.23)

    def turned(dx: float, dy: float) -> tuple[float, float]:
        return x + (dx * cos - dy * sin) * size, y - 110 * size + (dx * sin + dy * cos) * size

    def slab(left: float, right: float, half: float, colour: str) -> None:
        c.poly(
            [turned(left, -half), turned(right, -half), turned(right, half), turned(left, half)],
            colour,
        )

    slab(-52, 52, 70, wood)
    slab(16, 52, 70, shade)
    for band in (-52, 34):
        c.poly(
            [turned(-60, band), turned(60, band), turned(60, band + 18), turned(-60, band + 18)],
            p.gold,
        )
        c.poly(
            [turned(22, band), turned(60, band), turned(60, band + 18), turned(22, band + 18)],
            darker(p.gold, 0.2),
        )


def book_stack(
    c: Canvas, p: Palette, x: float, y: float, w: float, colours: tuple[str, ...]
) -> None:
    """Books lying on each other; (x, y) is the lower left corner."""
    for number, colour in enumerate(colours):
        left = x + (number * 37) % 29 - 8
        top = y - (number + 1) * w * 0.16
        c.rect(left, top, w, w * 0.15, colour, r=6)
        c.rect(left + w * 0.06, top + w * 0.025, w * 0.94, w * 0.1, p.paper, r=3)
        c.rect(left, top, w * 0.2, w * 0.15, colour, r=6)
        c.rect(left + w * 0.07, top, 6, w * 0.15, p.gold)


def open_book(c: Canvas, p: Palette, x: float, y: float, w: float) -> None:
    """An open book seen from the front; (x, y) is the middle of its lower edge."""
    h = w * 0.3
    c.poly(
        [
            (x - w * 0.52, y),
            (x, y + h * 0.16),
            (x + w * 0.52, y),
            (x + w * 0.5, y - h),
            (x, y - h * 0.8),
            (x - w * 0.5, y - h),
        ],
        p.accent,
    )
    for side in (-1, 1):
        c.poly(
            [
                (x, y + h * 0.06),
                (x + side * w * 0.49, y - h * 0.1),
                (x + side * w * 0.47, y - h * 1.06),
                (x, y - h * 0.84),
            ],
            p.paper if side < 0 else darker(p.paper, 0.05),
        )
        for row in range(5):
            lift = h * (0.12 + row * 0.16)
            c.line(
                [(x + side * w * 0.06, y - lift), (x + side * w * 0.42, y - lift - h * 0.13)],
                p.wall_shade,
                5,
            )


def notice_board(
    c: Canvas, p: Palette, x: float, y: float, w: float, *, panels: int = 3, variant: int = 0
) -> None:
    """A roofed board with posters; (x, y) is the middle of its foot."""
    h = w * 0.42
    left = x - w / 2
    shadow(c, x, y, w * 0.56, 20)
    for post in (left + w * 0.06, left + w * 0.94 - 22):
        c.rect(post, y - h * 1.1, 22, h * 1.1, p.accent)
        c.rect(post + 13, y - h * 1.1, 9, h * 1.1, p.accent_shade)
        c.rect(post - 12, y - 16, 46, 18, p.wall_shade, r=3)
    top = y - h * 1.12
    c.rect(left, top, w, h * 0.84, p.accent_shade, r=8)
    c.rect(left + 10, top + 10, w - 20, h * 0.84 - 20, p.paper, r=4)
    gap = 18
    pw = (w - 20 - gap * (panels + 1)) / panels
    for panel in range(panels):
        poster(
            c, p, left + 10 + gap + panel * (pw + gap), top + 26, pw, h * 0.84 - 52, panel + variant
        )
    lip = w * 0.05
    c.poly(
        [
            (left - lip, top - 4),
            (left + w + lip, top - 4),
            (left + w * 0.95, top - h * 0.22),
            (left + w * 0.05, top - h * 0.22),
        ],
        p.roof,
    )
    for tile in range(1, 22):
        share = tile / 22
        c.line(
            [
                (left + w * (0.05 + 0.9 * share), top - h * 0.22),
                (left - lip + (w + 2 * lip) * share, top - 4),
            ],
            p.roof_shade,
            3,
        )
    c.rect(left - lip - 6, top - 12, w + 2 * lip + 12, 14, p.roof_shade, r=6)
    c.rect(left + w * 0.03, top - h * 0.25, w * 0.94, 16, p.roof_shade, r=8)


def poster(c: Canvas, p: Palette, x: float, y: float, w: float, h: float, kind: int) -> None:
    """A poster without words: a heading bar, a sign and lines."""
    tones = (p.accent, p.blue, p.leaves[0], p.gold)
    tone = tones[kind % 4]
    c.rect(x, y, w, h, lighter(tone, 0.88), r=4)
    c.rect(x, y, w, h * 0.18, tone, r=4)
    c.rect(x + w * 0.2, y + h * 0.065, w * 0.6, h * 0.05, p.paper, r=3)
    cx, cy, r = x + w / 2, y + h * 0.44, min(w, h) * 0.19
    c.circle(cx, cy, r * 1.15, lighter(tone, 0.7))
    emblem(c, p, cx, cy, r, kind, tone)
    for row in range(4):
        length = w * (0.72 - 0.13 * (row % 3 == 2) - 0.2 * (row == 3))
        c.rect(
            x + w * 0.14,
            y + h * (0.7 + row * 0.066),
            length,
            h * 0.028,
            darker(tone, 0.1),
            r=3,
            alpha=0.45,
        )


def emblem(c: Canvas, p: Palette, x: float, y: float, r: float, kind: int, tone: str) -> None:
    """A small sign: scales, book, shield, house, leaf or flame."""
    sign = kind % 6
    if sign == 0:
        scales(c, p, x, y + r * 0.8, r * 1.6, tone)
    elif sign == 1:
        c.poly(
            [
                (x - r * 0.75, y - r * 0.4),
                (x, y - r * 0.2),
                (x, y + r * 0.6),
                (x - r * 0.75, y + r * 0.4),
            ],
            tone,
        )
        c.poly(
            [
                (x + r * 0.75, y - r * 0.4),
                (x, y - r * 0.2),
                (x, y + r * 0.6),
                (x + r * 0.75, y + r * 0.4),
            ],
            darker(tone, 0.2),
        )
    elif sign == 2:
        shield(c, x, y, r * 0.85, tone)
    elif sign == 3:
        c.poly([(x - r * 0.8, y), (x, y - r * 0.75), (x + r * 0.8, y)], darker(tone, 0.2))
        c.rect(x - r * 0.55, y, r * 1.1, r * 0.65, tone)
        c.rect(x - r * 0.15, y + r * 0.2, r * 0.3, r * 0.45, p.paper)
    elif sign == 4:
        c.poly([(x, y + r * 0.8), (x - r * 0.65, y), (x, y - r * 0.85), (x + r * 0.65, y)], tone)
        c.line([(x, y + r * 0.95), (x, y - r * 0.4)], p.paper, r * 0.09)
    else:
        c.poly(
            [
                (x, y - r * 0.9),
                (x + r * 0.55, y + r * 0.1),
                (x + r * 0.3, y + r * 0.75),
                (x - r * 0.3, y + r * 0.75),
                (x - r * 0.55, y + r * 0.1),
            ],
            tone,
        )
        c.ellipse(x, y + r * 0.38, r * 0.2, r * 0.34, p.gold)


def shield(c: Canvas, x: float, y: float, r: float, colour: str) -> None:
    """A shield with a tick."""
    c.poly(
        [
            (x, y - r),
            (x + r * 0.85, y - r * 0.65),
            (x + r * 0.8, y + r * 0.2),
            (x, y + r),
            (x - r * 0.8, y + r * 0.2),
            (x - r * 0.85, y - r * 0.65),
        ],
        colour,
    )
    c.poly(
        [(x, y - r), (x + r * 0.85, y - r * 0.65), (x + r * 0.8, y + r * 0.2), (x, y + r)],
        darker(colour, 0.14),
    )
    c.line(
        [(x - r * 0.38, y), (x - r * 0.08, y + r * 0.32), (x + r * 0.42, y - r * 0.32)],
        "#fffdf6",
        r * 0.17,
    )


def easel_board(c: Canvas, p: Palette, x: float, y: float, w: float, kind: int) -> None:
    """A display board on two legs; (x, y) is the middle of its foot."""
    h = w * 1.25
    shadow(c, x, y, w * 0.5, 14)
    c.line([(x - w * 0.3, y - h * 0.3), (x - w * 0.4, y)], p.ink, 7)
    c.line([(x + w * 0.3, y - h * 0.3), (x + w * 0.4, y)], p.ink, 7)
    c.rect(x - w / 2, y - h * 1.18, w, h, p.ink, r=6)
    c.rect(x - w / 2 + 7, y - h * 1.18 + 7, w - 14, h - 14, p.paper, r=3)
    poster(c, p, x - w / 2 + 16, y - h * 1.18 + 16, w - 32, h - 32, kind)


def banner(c: Canvas, p: Palette, x: float, y: float, w: float, *, h: float = 54) -> None:
    """A hanging red banner with blocks where the words would be."""
    c.rect(x, y, w, h, p.accent, r=4)
    c.rect(x, y + h * 0.82, w, h * 0.18, p.accent_shade, r=4)
    blocks = max(6, int(w / (h * 0.9)))
    pitch = w * 0.86 / blocks
    for block in range(blocks):
        c.rect(
            x + w * 0.07 + block * pitch + pitch * 0.16,
            y + h * 0.27,
            pitch * 0.68,
            h * 0.42,
            p.gold,
            r=4,
            alpha=0.92,
        )


def tent(c: Canvas, p: Palette, x: float, y: float, w: float, colour: str) -> None:
    """An open tent with a table; (x, y) is the middle of its foot."""
    h = w * 0.78
    shadow(c, x, y + 4, w * 0.6, 18)
    for side in (-0.46, 0.44):
        c.rect(x + w * side, y - h * 0.72, 9, h * 0.72, p.wall_shade)
    c.poly([(x - w * 0.54, y - h * 0.68), (x, y - h * 1.02), (x + w * 0.54, y - h * 0.68)], colour)
    c.poly(
        [
            (x + w * 0.06, y - h * 0.99),
            (x, y - h * 1.02),
            (x - w * 0.16, y - h * 0.68),
            (x + w * 0.22, y - h * 0.68),
        ],
        lighter(colour, 0.22),
    )
    flaps = 7
    for flap in range(flaps):
        a = x - w * 0.54 + flap * w * 1.08 / flaps
        tone = colour if flap % 2 else p.paper
        c.rect(a, y - h * 0.685, w * 1.08 / flaps, 20, tone)
        c.circle(a + w * 0.54 / flaps, y - h * 0.685 + 18, w * 0.54 / flaps, tone)
    table(c, p, x, y, w * 0.74, cloth=p.accent)
    leaflets(c, p, x - w * 0.28, y - w * 0.26, w * 0.6)


def table(c: Canvas, p: Palette, x: float, y: float, w: float, *, cloth: str) -> None:
    """A table under a cloth; (x, y) is the middle of its foot."""
    h = w * 0.34
    c.poly([(x - w * 0.5, y), (x + w * 0.5, y), (x + w * 0.5, y - h), (x - w * 0.5, y - h)], cloth)
    for fold in range(1, 9):
        fx = x - w * 0.5 + fold * w / 9
        c.poly([(fx - 3, y - h), (fx + 3, y - h), (fx + 7, y), (fx - 7, y)], darker(cloth, 0.14))
    c.rect(x - w * 0.53, y - h - 12, w * 1.06, 18, lighter(cloth, 0.14), r=5)


def leaflets(c: Canvas, p: Palette, x: float, y: float, w: float) -> None:
    """Small piles of leaflets standing on y."""
    tones = (p.paper, p.gold, p.glass, p.blossom, p.paper)
    pitch = w / len(tones)
    for pile, tone in enumerate(tones):
        for sheet in range(3):
            c.rect(
                x + pile * pitch + sheet,
                y - 5 - sheet * 5,
                pitch * 0.7,
                5,
                darker(tone, 0.06 * sheet),
            )


def stool(c: Canvas, p: Palette, x: float, y: float, size: float = 1) -> None:
    """A wooden stool; (x, y) is the middle of its foot."""
    c.ellipse(x, y, 34 * size, 8 * size, "#1d2433", alpha=0.14)
    for leg in (-20, 14):
        c.rect(x + leg * size, y - 44 * size, 6 * size, 44 * size, darker(p.wood, 0.25))
    c.rect(x - 30 * size, y - 52 * size, 60 * size, 12 * size, p.wood, r=4 * size)


def chair_back(c: Canvas, p: Palette, x: float, y: float, size: float, colour: str) -> None:
    """A chair seen from behind; (x, y) is the middle of its foot."""
    c.rect(x - 40 * size, y - 50 * size, 9 * size, 50 * size, darker(p.wood, 0.3))
    c.rect(x + 31 * size, y - 50 * size, 9 * size, 50 * size, darker(p.wood, 0.3))
    c.rect(x - 48 * size, y - 66 * size, 96 * size, 22 * size, darker(colour, 0.2), r=8 * size)
    c.rect(x - 42 * size, y - 150 * size, 84 * size, 80 * size, colour, r=14 * size)
    c.rect(x - 30 * size, y - 138 * size, 60 * size, 20 * size, lighter(colour, 0.14), r=8 * size)


def lamp_post(c: Canvas, p: Palette, x: float, y: float, h: float) -> None:
    """A street lamp with two pennants."""
    shadow(c, x, y, 26, 7)
    c.rect(x - 5, y - h, 10, h, p.ink)
    c.rect(x - 13, y - 26, 26, 26, p.ink, r=4)
    if p.is_dark:
        c.glow(x, y - h - 10, 120, p.glass, strength=0.6)
    c.ellipse(x, y - h - 16, 24, 28, p.glass if p.is_dark else p.paper)
    c.rect(x - 20, y - h + 8, 40, 8, p.ink, r=3)
    for side, tone in ((-1, p.accent), (1, p.blue)):
        px = x + 10 if side > 0 else x - 58
        c.rect(px, y - h * 0.86, 48, 120, tone, r=4)
        emblem(c, p, px + 24, y - h * 0.86 + 52, 20, 0 if side < 0 else 2, p.gold)


def pennant_line(
    c: Canvas, p: Palette, start: tuple[float, float], end: tuple[float, float], *, sag: float = 40
) -> None:
    """A string of coloured pennants between two points."""
    tones = (p.accent, p.gold, p.blue, p.leaves[1], p.blossom)
    spots = 16

    def on(share: float) -> tuple[float, float]:
        return (
            start[0] + (end[0] - start[0]) * share,
            start[1] + (end[1] - start[1]) * share + sag * 4 * share * (1 - share),
        )

    c.line([on(step / 32) for step in range(33)], p.ink, 2.5)
    for spot in range(spots):
        (ax, ay), (bx, by) = on((spot + 0.2) / spots), on((spot + 0.8) / spots)
        c.poly(
            [(ax, ay), (bx, by), ((ax + bx) / 2, max(ay, by) + (bx - ax) * 0.95)],
            tones[spot % len(tones)],
        )


def loudspeaker_pole(c: Canvas, p: Palette, x: float, y: float, h: float) -> None:
    """A pole with two horn loudspeakers."""
    shadow(c, x, y, 30, 8)
    c.rect(x - 8, y - h, 16, h, p.wall_shade)
    c.rect(x + 2, y - h, 6, h, darker(p.wall_shade, 0.2))
    for side, top in ((-1, 0.97), (1, 0.85)):
        hy = y - h * top
        c.rect(x - 14 if side > 0 else x - 20, hy - 12, 34, 24, p.ink, r=6)
        c.poly(
            [
                (x + side * 20, hy - 16),
                (x + side * 120, hy - 62),
                (x + side * 120, hy + 62),
                (x + side * 20, hy + 16),
            ],
            p.gold,
        )
        c.poly(
            [
                (x + side * 20, hy),
                (x + side * 120, hy + 4),
                (x + side * 120, hy + 62),
                (x + side * 20, hy + 16),
            ],
            darker(p.gold, 0.16),
        )
        c.ellipse(x + side * 120, hy, 20, 62, lighter(p.gold, 0.35))
        c.ellipse(x + side * 120, hy, 11, 38, darker(p.gold, 0.3))
        for wave in range(3):
            start, end = (-32, 32) if side > 0 else (148, 212)
            c.arc(x + side * 110, hy, 90 + wave * 34, start, end, 6, p.accent)


def publicity_van(c: Canvas, p: Palette, x: float, y: float, w: float) -> None:
    """A van with a loudspeaker and a screen on its side; (x, y) is its lower left corner."""
    h = w * 0.42
    c.ellipse(x + w * 0.5, y + 4, w * 0.56, 24, "#1d2433", alpha=0.18)
    c.poly(
        [
            (x + w * 0.02, y - h * 0.12),
            (x + w * 0.02, y - h),
            (x + w * 0.7, y - h),
            (x + w * 0.88, y - h * 0.56),
            (x + w * 0.99, y - h * 0.46),
            (x + w, y - h * 0.12),
        ],
        p.paper,
    )
    c.rect(x + w * 0.02, y - h * 0.3, w * 0.97, h * 0.1, p.accent)
    c.rect(x + w * 0.02, y - h * 0.19, w * 0.98, h * 0.09, darker(p.paper, 0.14), r=4)
    c.poly(
        [
            (x + w * 0.66, y - h * 0.9),
            (x + w * 0.7, y - h * 0.9),
            (x + w * 0.84, y - h * 0.56),
            (x + w * 0.66, y - h * 0.56),
        ],
        darker(p.glass, 0.18),
    )
    c.rect(x + w * 0.53, y - h * 0.9, w * 0.1, h * 0.34, darker(p.glass, 0.18), r=4)
    c.rect(x + w * 0.07, y - h * 0.92, w * 0.42, h * 0.54, p.blue, r=8)
    c.rect(x + w * 0.085, y - h * 0.88, w * 0.39, h * 0.46, darker(p.blue, 0.3), r=5)
    scales(c, p, x + w * 0.16, y - h * 0.48, h * 0.32, p.gold)
    for row in range(3):
        c.rect(
            x + w * 0.25,
            y - h * (0.8 - 0.12 * row),
            w * (0.19 - 0.03 * row),
            h * 0.055,
            p.paper,
            r=4,
        )
    c.rect(x + w * 0.12, y - h * 1.06, w * 0.46, h * 0.06, p.ink, r=4)
    for horn in (0.2, 0.46):
        hx = x + w * horn
        c.poly(
            [
                (hx - 34, y - h * 1.24),
                (hx - 34, y - h * 1.06),
                (hx + 26, y - h * 1.12),
                (hx + 26, y - h * 1.18),
            ],
            p.gold,
        )
        c.rect(hx + 20, y - h * 1.18, 20, h * 0.07, p.ink, r=3)
    for wheel in (0.2, 0.8):
        c.circle(x + w * wheel, y - h * 0.08, h * 0.17, p.ink)
        c.circle(x + w * wheel, y - h * 0.08, h * 0.085, p.wall_shade)
    c.rect(x + w * 0.955, y - h * 0.42, w * 0.04, h * 0.1, p.gold, r=4)


def potted_plant(c: Canvas, p: Palette, x: float, y: float, size: float, rng: Random) -> None:
    """A plant in a pot; (x, y) is the middle of its foot."""
    for leaf in range(9):
        angle = math.pi * (0.12 + 0.76 * leaf / 8)
        length = size * rng.uniform(0.62, 0.9)
        tx, ty = x + math.cos(angle) * length * 0.7, y - size * 0.42 - math.sin(angle) * length
        bend = size * 0.07
        c.poly(
            [
                (x, y - size * 0.4),
                ((x + tx) / 2 - bend, (y - size * 0.4 + ty) / 2),
                (tx, ty),
                ((x + tx) / 2 + bend, (y - size * 0.4 + ty) / 2),
            ],
            p.evergreen[leaf % 2],
        )
    c.poly(
        [
            (x - size * 0.26, y - size * 0.44),
            (x + size * 0.26, y - size * 0.44),
            (x + size * 0.19, y),
            (x - size * 0.19, y),
        ],
        p.wall,
    )
    c.rect(x - size * 0.29, y - size * 0.48, size * 0.58, size * 0.1, p.wall_shade, r=5)


def tea_cup(c: Canvas, p: Palette, x: float, y: float, size: float = 1) -> None:
    """A lidded tea cup."""
    c.rect(x - 17 * size, y - 34 * size, 34 * size, 34 * size, p.paper, r=7 * size)
    c.rect(x - 17 * size, y - 22 * size, 34 * size, 6 * size, p.blue)
    c.rect(x - 20 * size, y - 39 * size, 40 * size, 8 * size, p.wall_shade, r=4 * size)
    c.circle(x, y - 42 * size, 5 * size, p.wall_shade)
    c.ring(x + 21 * size, y - 17 * size, 10 * size, 4 * size, p.wall_shade)


def corn_strings(c: Canvas, p: Palette, x: float, y: float, count: int, length: float) -> None:
    """Strings of corn and peppers hanging from y."""
    for string in range(count):
        sx = x + string * 34
        tone = p.gold if string % 2 == 0 else p.accent
        for cob in range(int(length / 17)):
            c.ellipse(sx - 6, y + 10 + cob * 17, 7, 11, tone)
            c.ellipse(sx + 6, y + 14 + cob * 17, 7, 11, darker(tone, 0.1))


def extinguisher(c: Canvas, p: Palette, x: float, y: float, h: float) -> None:
    """A fire extinguisher standing on (x, y)."""
    c.ellipse(x, y, h * 0.26, h * 0.05, "#1d2433", alpha=0.16)
    c.rect(x - h * 0.17, y - h * 0.74, h * 0.34, h * 0.74, p.accent, r=h * 0.12)
    c.rect(x + h * 0.05, y - h * 0.7, h * 0.12, h * 0.68, p.accent_shade, r=h * 0.06)
    c.rect(x - h * 0.17, y - h * 0.48, h * 0.34, h * 0.22, p.paper)
    c.rect(x - h * 0.1, y - h * 0.42, h * 0.2, h * 0.03, p.ink)
    c.rect(x - h * 0.1, y - h * 0.36, h * 0.14, h * 0.03, p.ink)
    c.rect(x - h * 0.05, y - h * 0.86, h * 0.1, h * 0.14, p.ink)
    c.line([(x - h * 0.14, y - h * 0.95), (x + h * 0.12, y - h * 0.88)], p.ink, h * 0.05)
    c.line(
        [(x + h * 0.04, y - h * 0.82), (x + h * 0.26, y - h * 0.74), (x + h * 0.28, y - h * 0.4)],
        p.ink,
        h * 0.04,
    )
    c.poly(
        [
            (x + h * 0.25, y - h * 0.42),
            (x + h * 0.31, y - h * 0.42),
            (x + h * 0.34, y - h * 0.26),
            (x + h * 0.22, y - h * 0.26),
        ],
        p.ink,
    )


def helmet(c: Canvas, x: float, y: float, r: float, colour: str) -> None:
    """A safety helmet lying on y."""
    c.poly(
        [
            (
                x + r * math.cos(t / 20 * math.pi),
                y - r * 0.14 - r * 0.92 * math.sin(t / 20 * math.pi),
            )
            for t in range(21)
        ],
        colour,
    )
    c.rect(x - r * 0.12, y - r * 1.1, r * 0.24, r * 0.98, lighter(colour, 0.25), r=r * 0.1)
    c.rect(x - r * 1.2, y - r * 0.2, r * 2.4, r * 0.2, darker(colour, 0.14), r=r * 0.1)
