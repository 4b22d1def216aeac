"""Houses, halls, shops, pavilions and walls."""

import itertools

from pages.demo.pictures.canvas import Canvas, Point, darker, lighter
from pages.demo.pictures.nature import shadow
from pages.demo.pictures.palettes import Palette


def eaves_roof(
    c: Canvas, p: Palette, x: float, y: float, w: float, h: float, *, overhang: float = 30
) -> None:
    """A tiled roof with turned-up eaves over a wall from x to x + w; y is the foot of the roof."""
    left, right = x - overhang, x + w + overhang
    ridge_left, ridge_right = x + w * 0.14, x + w * 0.86
    lip = h * 0.2
    outline: list[Point] = [
        (left - 8, y - lip * 1.5),
        (left + 14, y),
        (right - 14, y),
        (right + 8, y - lip * 1.5),
        (right - w * 0.08, y - h * 0.42),
        (ridge_right, y - h),
        (ridge_left, y - h),
        (left + w * 0.08, y - h * 0.42),
    ]
    c.poly(outline, p.roof)
    tiles = max(6, int(w / 26))
    for tile in range(1, tiles):
        share = tile / tiles
        top = ridge_left + (ridge_right - ridge_left) * share
        foot = left + 14 + (right - left - 28) * share
        c.line([(top, y - h + 6), (foot, y - 3)], p.roof_shade, 2.6)
    c.rect(ridge_left - 16, y - h - 9, ridge_right - ridge_left + 32, 14, p.roof_shade, r=6)
    c.rect(left + 10, y - 7, right - left - 20, 9, p.roof_shade, r=3)


def window(c: Canvas, p: Palette, x: float, y: float, w: float, h: float) -> None:
    """A window with a cross bar."""
    c.rect(x - 5, y - 5, w + 10, h + 10, p.wall_shade, r=3)
    c.rect(x, y, w, h, p.glass)
    if not p.is_dark:
        c.poly(
            [(x, y + h * 0.75), (x + w * 0.6, y), (x + w * 0.85, y), (x, y + h)],
            lighter(p.glass, 0.35),
        )
    c.rect(x + w / 2 - 2, y, 4, h, p.wall)
    c.rect(x, y + h * 0.42, w, 4, p.wall)


def farmhouse(c: Canvas, p: Palette, x: float, y: float, size: float = 1) -> None:
    """A farmhouse of one storey; (x, y) is its lower left corner."""
    w, h = 300 * size, 120 * size
    shadow(c, x + w / 2, y + 2, w * 0.6, 14 * size)
    c.rect(x, y - h, w, h, p.wall)
    c.rect(x, y - 18 * size, w, 18 * size, p.wall_shade)
    c.rect(x + w - 22 * size, y - h, 22 * size, h, p.wall_shade)
    eaves_roof(c, p, x, y - h, w, 66 * size, overhang=26 * size)
    c.rect(x + w * 0.42, y - 86 * size, 52 * size, 86 * size, darker(p.wood, 0.25))
    c.rect(x + w * 0.42 + 24 * size, y - 86 * size, 3 * size, 86 * size, p.wood)
    for side in (0.1, 0.71):
        window(c, p, x + w * side, y - 84 * size, 54 * size, 46 * size)
    for side in (-8, 60):
        c.rect(x + w * 0.42 + side * size - 4, y - 84 * size, 9 * size, 56 * size, p.accent)


def two_storey_house(c: Canvas, p: Palette, x: float, y: float, size: float = 1) -> None:
    """A newer village house with a balcony."""
    w, h = 220 * size, 220 * size
    shadow(c, x + w / 2, y + 2, w * 0.62, 14 * size)
    c.rect(x, y - h, w, h, p.wall)
    c.rect(x + w * 0.8, y - h, w * 0.2, h, p.wall_shade)
    eaves_roof(c, p, x, y - h, w, 60 * size, overhang=22 * size)
    for row in (0.84, 0.34):
        for column in (0.12, 0.5):
            window(c, p, x + w * column, y - h * row, 50 * size, 52 * size)
    c.rect(x - 8 * size, y - h * 0.56, w + 16 * size, 12 * size, p.wall_shade)
    for bar in range(12):
        c.rect(x + bar * w / 11 - 2, y - h * 0.56 - 26 * size, 4, 26 * size, p.wood)
    c.rect(x - 8 * size, y - h * 0.56 - 30 * size, w + 16 * size, 6 * size, p.wood)


def township_hall(c: Canvas, p: Palette, x: float, y: float, w: float) -> None:
    """An office building of three storeys with an entrance; (x, y) is its lower left corner."""
    h = w * 0.3
    shadow(c, x + w / 2, y + 4, w * 0.56, 22)
    c.rect(x, y - h, w, h, p.wall)
    c.rect(x + w * 0.94, y - h, w * 0.06, h, p.wall_shade)
    columns = 13
    for floor in range(3):
        top = y - h * (0.9 - 0.31 * floor)
        c.rect(x, top + h * 0.2, w, 7, p.wall_shade)
        for column in range(columns):
            if 5 <= column <= 7:
                continue
            left = x + w * (0.035 + column * 0.93 / columns)
            c.rect(left, top, w * 0.048, h * 0.165, p.glass)
            c.rect(left, top, w * 0.048, h * 0.05, lighter(p.glass, 0.3))
            c.rect(left + w * 0.023, top, 3, h * 0.165, p.wall)
    c.rect(x - 10, y - h - 18, w + 20, 22, p.roof)
    centre = x + w / 2
    front = w * 0.26
    c.rect(centre - front / 2, y - h * 1.2, front, h * 1.2, p.wall)
    c.rect(centre + front * 0.42, y - h * 1.2, front * 0.08, h * 1.2, p.wall_shade)
    eaves_roof(c, p, centre - front / 2, y - h * 1.2, front, h * 0.26, overhang=26)
    for column in range(3):
        left = centre - front * 0.36 + column * front * 0.26
        c.rect(left, y - h * 1.06, front * 0.19, h * 0.56, p.glass)
        c.rect(left, y - h * 1.06, front * 0.19, h * 0.16, lighter(p.glass, 0.3))
        c.rect(left, y - h * 0.8, front * 0.19, 5, p.wall)
    c.rect(centre - front * 0.6, y - h * 0.42, front * 1.2, 20, p.accent, r=3)
    for pillar in (-0.52, -0.24, 0.2, 0.48):
        c.rect(centre + front * pillar, y - h * 0.38, front * 0.05, h * 0.38, p.wall_shade)
    c.rect(centre - front * 0.17, y - h * 0.3, front * 0.34, h * 0.3, darker(p.glass, 0.35))
    c.rect(centre - 3, y - h * 0.3, 6, h * 0.3, p.wall)
    for step in range(4):
        grow = step * 16
        c.rect(
            centre - front * 0.56 - grow,
            y + step * 9,
            front * 1.12 + grow * 2,
            10,
            darker(p.path, 0.05 * step),
        )


def school(c: Canvas, p: Palette, x: float, y: float, w: float) -> None:
    """A school building with open galleries and a clock."""
    h = w * 0.34
    shadow(c, x + w / 2, y + 3, w * 0.56, 20)
    c.rect(x, y - h, w, h, p.wall)
    for floor in range(3):
        top = y - h + floor * h / 3
        c.rect(x, top + 8, w, h / 3 - 34, darker(p.wall_shade, 0.14))
        for column in range(12):
            left = x + w * (0.02 + column * 0.082)
            c.rect(left, top + 22, w * 0.05, h / 3 - 52, p.glass)
        c.rect(x, top + h / 3 - 40, w, 24, (p.blossom, p.gold, p.leaves[2])[floor])
        c.rect(x, top + h / 3 - 18, w, 8, p.wall_shade)
    for column in range(9):
        c.rect(x + column * w / 8 - 7, y - h, 14, h, p.wall)
    c.rect(x - 12, y - h - 14, w + 24, 18, p.accent)
    tower = x + w * 0.78
    c.rect(tower, y - h * 1.3, w * 0.14, h * 1.3, p.wall)
    c.rect(tower + w * 0.115, y - h * 1.3, w * 0.025, h * 1.3, p.wall_shade)
    eaves_roof(c, p, tower, y - h * 1.3, w * 0.14, h * 0.2, overhang=14)
    c.circle(tower + w * 0.065, y - h * 1.08, w * 0.036, p.accent)
    c.circle(tower + w * 0.065, y - h * 1.08, w * 0.03, p.paper)
    c.line(
        [
            (tower + w * 0.065, y - h * 1.14),
            (tower + w * 0.065, y - h * 1.08),
            (tower + w * 0.083, y - h * 1.07),
        ],
        p.ink,
        4,
    )


def shop_row(c: Canvas, p: Palette, x: float, y: float, count: int, *, w: float = 230) -> None:
    """A row of small shops with awnings; the lower left corner is (x, y)."""
    fronts = (p.wall, lighter(p.wood, 0.55), p.wall_shade, lighter(p.glass, 0.45))
    awnings = (p.accent, p.blue, p.gold, p.leaves[0])
    for number in range(count):
        left, h = x + number * w, 270 + (number * 53) % 70
        c.rect(left, y - h, w - 4, h, fronts[number % 4])
        c.rect(left, y - h - 14, w - 4, 18, p.roof)
        for column in range(3):
            window(c, p, left + 26 + column * (w - 40) / 3, y - h + 34, 42, 54)
        c.rect(left + 12, y - 172, w - 28, 36, darker(awnings[number % 4], 0.1), r=4)
        c.rect(left + 60, y - 160, w - 124, 12, p.paper, r=6, alpha=0.85)
        c.rect(left + 18, y - 110, w - 40, 110, darker(p.glass, 0.3 if not p.is_dark else 0))
        c.rect(left + 18 + (w - 40) * 0.6, y - 106, (w - 40) * 0.34, 106, p.wood)
        awning(c, p, left + 6, y - 136, w - 16, awnings[number % 4])


def awning(c: Canvas, p: Palette, x: float, y: float, w: float, colour: str) -> None:
    """A striped awning with a scalloped edge."""
    stripes = 8
    for stripe in range(stripes):
        tone = colour if stripe % 2 == 0 else p.paper
        a, b = x + stripe * w / stripes, x + (stripe + 1) * w / stripes
        c.poly(
            [(a + 5, y), (b + 5 - 10 * (stripe + 1) / stripes, y), (b, y + 30), (a, y + 30)], tone
        )
        c.circle((a + b) / 2, y + 30, w / stripes / 2, tone)


def corridor(c: Canvas, p: Palette, *, horizon: float) -> None:
    """A roofed walk seen along its length, with boards between the columns on the left."""
    vx, vy = 1010.0, horizon - 60

    def at(x: float, y: float, share: float) -> Point:
        return x + (vx - x) * share, y + (vy - y) * share

    c.poly([at(60, 1067, 0), at(1500, 1067, 0), at(1500, 1067, 0.9), at(60, 1067, 0.9)], p.path)
    for share in (0.0, 0.24, 0.42, 0.56, 0.66, 0.74, 0.8):
        c.line([at(60, 1067, share), at(1500, 1067, share)], darker(p.path, 0.1), 3)
    for x in (350, 640, 930, 1220):
        c.line([at(x, 1067, 0), at(x, 1067, 0.9)], darker(p.path, 0.08), 2.5)
    shares = (0.0, 0.3, 0.5, 0.64, 0.74, 0.81, 0.86)
    for near, far in itertools.pairwise(shares):
        _corridor_board(
            c,
            p,
            (at(30, 930, near), at(30, 330, near), at(30, 330, far), at(30, 930, far)),
            list(shares).index(near),
        )
    for share in reversed(shares):
        for edge in (30.0, 1530.0):
            foot, head = at(edge, 1050, share), at(edge, 120, share)
            width = 46 * (1 - share)
            c.rect(foot[0] - width / 2, head[1], width, foot[1] - head[1], p.accent)
            c.rect(foot[0] + width * 0.15, head[1], width * 0.35, foot[1] - head[1], p.accent_shade)
            c.rect(
                foot[0] - width * 0.7, foot[1] - width * 0.5, width * 1.4, width * 0.6, p.wall_shade
            )
    c.poly([at(-120, 0, 0), at(1720, 0, 0), at(1530, 130, 0.86), at(30, 130, 0.86)], p.roof_shade)
    for share in (0.81, 0.74, 0.64, 0.5, 0.3, 0.0):
        c.poly(
            [at(30, 60, share), at(1530, 60, share), at(1530, 140, share), at(30, 140, share)],
            darker(p.wood, 0.1 + share * 0.2),
        )
        lamp = at(780, 140, share)
        size = 62 * (1 - share)
        c.line([(lamp[0], lamp[1] - 4), (lamp[0], lamp[1] + size * 0.5)], p.ink, 2.5)
        c.glow(lamp[0], lamp[1] + size, size * 2.2, p.gold, strength=0.35)
        c.ellipse(lamp[0], lamp[1] + size, size * 0.52, size * 0.44, p.accent)
        c.ellipse(lamp[0], lamp[1] + size, size * 0.26, size * 0.44, lighter(p.accent, 0.18))
        c.rect(lamp[0] - size * 0.2, lamp[1] + size * 0.52, size * 0.4, size * 0.1, p.gold)
        c.rect(lamp[0] - size * 0.2, lamp[1] + size * 1.4, size * 0.4, size * 0.1, p.gold)


def _corridor_board(c: Canvas, p: Palette, corners: tuple[Point, ...], number: int) -> None:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners

    def on(u: float, v: float) -> Point:
        top = bx + (cx - bx) * u, by + (cy - by) * u
        foot = ax + (dx - ax) * u, ay + (dy - ay) * u
        return top[0] + (foot[0] - top[0]) * v, top[1] + (foot[1] - top[1]) * v

    def patch(u0: float, v0: float, u1: float, v1: float, colour: str) -> None:
        c.poly([on(u0, v0), on(u1, v0), on(u1, v1), on(u0, v1)], colour)

    patch(0.1, 0.02, 0.92, 0.88, darker(p.wood, 0.12))
    patch(0.13, 0.06, 0.89, 0.84, p.paper)
    patch(0.13, 0.06, 0.89, 0.2, (p.accent, p.blue, p.leaves[0])[number % 3])
    patch(0.2, 0.28, 0.52, 0.54, (p.glass, p.blossom, p.gold)[number % 3])
    for row in range(4):
        patch(0.57, 0.29 + row * 0.07, 0.84 - 0.05 * (row % 2), 0.315 + row * 0.07, p.wall_shade)
    for row in range(3):
        patch(0.2, 0.6 + row * 0.07, 0.82 - 0.08 * row, 0.625 + row * 0.07, p.wall_shade)


def pavilion(c: Canvas, p: Palette, x: float, y: float, size: float = 1) -> None:
    """A small open pavilion; (x, y) is the middle of its base."""
    w, h = 240 * size, 170 * size
    shadow(c, x, y + 6, w * 0.66, 18 * size)
    c.rect(x - w * 0.58, y - 16 * size, w * 1.16, 22 * size, p.wall_shade)
    c.rect(x - w * 0.4, y - h * 0.42, w * 0.8, 10 * size, p.wood)
    for column in (-0.44, -0.2, 0.2, 0.44):
        c.rect(x + w * column - 7 * size, y - h, 14 * size, h - 14 * size, p.accent)
    c.rect(x - w * 0.48, y - h, w * 0.96, 16 * size, p.blue)
    for spot in range(9):
        c.circle(x - w * 0.42 + spot * w * 0.105, y - h + 8 * size, 4 * size, p.gold)
    eaves_roof(c, p, x - w / 2, y - h, w, 80 * size, overhang=34 * size)
    c.circle(x, y - h - 96 * size, 12 * size, p.gold)


def workshop(c: Canvas, p: Palette, x: float, y: float, w: float) -> None:
    """A factory hall with a saw-tooth roof."""
    h = w * 0.3
    shadow(c, x + w / 2, y + 3, w * 0.55, 20)
    c.rect(x, y - h, w, h, p.wall)
    teeth = 4
    for tooth in range(teeth):
        left = x + tooth * w / teeth
        c.poly([(left, y - h), (left, y - h * 1.4), (left + w / teeth, y - h)], p.roof)
        c.poly(
            [(left, y - h * 1.05), (left, y - h * 1.33), (left + w * 0.13, y - h * 1.05)], p.glass
        )
    for bay in range(6):
        left = x + w * (0.05 + bay * 0.155)
        c.rect(left, y - h * 0.82, w * 0.1, h * 0.22, p.glass)
        c.rect(left + w * 0.05 - 2, y - h * 0.82, 4, h * 0.22, p.wall)
    c.rect(x, y - h * 0.14, w, h * 0.14, p.wall_shade)
    c.rect(x + w * 0.4, y - h * 0.5, w * 0.2, h * 0.5, p.blue)
    for slat in range(6):
        c.rect(x + w * 0.4, y - h * 0.5 + slat * h * 0.085, w * 0.2, 4, darker(p.blue, 0.2))
    c.rect(x + w * 0.36, y - h * 0.6, w * 0.28, h * 0.07, p.gold)
