"""Sky, hills, trees, fields and water."""

import itertools
import math
from collections.abc import Sequence
from random import Random

from pages.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Point, blend, darker, lighter
from pages.demo.pictures.palettes import Palette


def sky(c: Canvas, p: Palette, rng: Random, *, horizon: float = 660) -> None:
    """Fill the picture with sky down to the horizon, with sun and clouds."""
    c.gradient(*p.sky, 0, horizon + 60)
    sun_x = rng.choice([250, 430, 1180, 1340])
    sun_y = horizon - 130 if p.is_dark else rng.uniform(150, 230)
    c.glow(sun_x, sun_y, 260, p.sun, strength=0.75)
    c.circle(sun_x, sun_y, 62, p.sun)
    for _ in range(3):
        cloud(c, p, rng.uniform(80, 1500), rng.uniform(90, 330), rng.uniform(0.7, 1.35), rng)
    if not p.is_dark and rng.random() < 0.6:
        birds(c, p, rng.uniform(600, 1000), rng.uniform(150, 300), rng)


def cloud(c: Canvas, p: Palette, x: float, y: float, size: float, rng: Random) -> None:
    """Lay a flat cloud of overlapping rounds."""
    tone = blend(p.sky[0], p.cloud, 0.42 if p.is_dark else 0.82)
    c.rect(x - 120 * size, y, 240 * size, 34 * size, tone, r=17 * size)
    shift = rng.uniform(-30, 30)
    c.rect(x - 60 * size + shift, y - 28 * size, 130 * size, 44 * size, tone, r=20 * size)
    c.rect(x - 190 * size, y + 22 * size, 170 * size, 20 * size, tone, r=10 * size)


def birds(c: Canvas, p: Palette, x: float, y: float, rng: Random) -> None:
    """Draw a few far birds."""
    colour = blend(p.ink, p.sky[1], 0.45)
    for _ in range(4):
        bx, by = x + rng.uniform(-110, 110), y + rng.uniform(-45, 45)
        span = rng.uniform(10, 16)
        c.line([(bx - span, by - 6), (bx, by), (bx + span, by - 6)], colour, 2.4)


def hills(
    c: Canvas,
    p: Palette,
    rng: Random,
    *,
    horizon: float = 660,
    layers: int = 3,
    height: float = 210,
) -> None:
    """Lay hills one before the other; the nearest ends at the horizon."""
    for layer in range(layers):
        base = horizon - height + layer * height / (layers + 0.4)
        swing = height * (0.34 - 0.06 * layer)
        c.poly(_ridge(rng, base, swing, horizon + 40), p.hills[layer + 3 - layers])


def _ridge(rng: Random, base: float, swing: float, bottom: float) -> list[Point]:
    waves = [(rng.uniform(1.1, 2.2), rng.uniform(0, 7)), (rng.uniform(2.8, 4.6), rng.uniform(0, 7))]
    points: list[Point] = [(0, bottom)]
    for step in range(81):
        x = step * WIDTH / 80
        turn = x / WIDTH * 2 * math.pi
        y = base - swing * (
            math.sin(turn * waves[0][0] / 1.4 + waves[0][1])
            + 0.42 * math.sin(turn * waves[1][0] / 1.4 + waves[1][1])
        )
        points.append((x, y))
    return [*points, (WIDTH, bottom)]


def ground(c: Canvas, p: Palette, *, horizon: float = 660) -> None:
    """Fill the foreground."""
    c.gradient(p.ground, p.ground_shade, horizon, HEIGHT - horizon)


def shadow(c: Canvas, x: float, y: float, rx: float, ry: float) -> None:
    """Lay a soft shadow on the ground."""
    c.ellipse(x, y, rx, ry, "#1d2433", alpha=0.10)
    c.ellipse(x, y, rx * 0.8, ry * 0.75, "#1d2433", alpha=0.09)


def round_tree(c: Canvas, p: Palette, x: float, y: float, h: float, rng: Random) -> None:
    """A broad tree with its foot at (x, y)."""
    shadow(c, x + h * 0.06, y, h * 0.34, h * 0.05)
    c.poly(
        [
            (x - h * 0.035, y),
            (x + h * 0.035, y),
            (x + h * 0.02, y - h * 0.5),
            (x - h * 0.02, y - h * 0.5),
        ],
        p.trunk,
    )
    c.line([(x, y - h * 0.36), (x + h * 0.13, y - h * 0.55)], p.trunk, h * 0.022)
    c.line([(x, y - h * 0.32), (x - h * 0.13, y - h * 0.52)], p.trunk, h * 0.022)
    crown = [(0, -0.78, 0.22), (-0.18, -0.6, 0.2), (0.18, -0.62, 0.2), (0, -0.54, 0.2)]
    for dx, dy, r in crown:
        c.circle(x + h * dx, y + h * dy, h * r * rng.uniform(0.95, 1.06), p.leaves[0])
    for dx, dy, r in crown:
        c.circle(x + h * (dx - 0.02), y + h * (dy - 0.03), h * r * 0.86, p.leaves[1])
    for dx, dy, r in crown[:2]:
        c.circle(x + h * (dx - 0.05), y + h * (dy - 0.06), h * r * 0.52, p.leaves[2], alpha=0.8)


def blossom_tree(c: Canvas, p: Palette, x: float, y: float, h: float, rng: Random) -> None:
    """A tree in blossom or berry."""
    round_tree(c, p, x, y, h, rng)
    for _ in range(26):
        angle, far = rng.uniform(0, 2 * math.pi), rng.uniform(0, 0.34)
        c.circle(
            x + h * far * math.cos(angle),
            y - h * 0.66 + h * far * 0.8 * math.sin(angle),
            h * rng.uniform(0.014, 0.026),
            p.blossom,
        )


def poplar(c: Canvas, p: Palette, x: float, y: float, h: float) -> None:
    """A slim tree."""
    shadow(c, x + h * 0.03, y, h * 0.14, h * 0.03)
    c.rect(x - h * 0.018, y - h * 0.25, h * 0.036, h * 0.25, p.trunk)
    c.ellipse(x, y - h * 0.55, h * 0.125, h * 0.43, p.leaves[0])
    c.ellipse(x - h * 0.02, y - h * 0.57, h * 0.088, h * 0.38, p.leaves[1])
    c.ellipse(x - h * 0.04, y - h * 0.62, h * 0.038, h * 0.26, p.leaves[2], alpha=0.75)


def pine(c: Canvas, p: Palette, x: float, y: float, h: float) -> None:
    """A conifer of three tiers."""
    shadow(c, x + h * 0.03, y, h * 0.2, h * 0.03)
    c.rect(x - h * 0.02, y - h * 0.16, h * 0.04, h * 0.16, p.trunk)
    for tier in range(3):
        bottom, half = y - h * (0.1 + 0.25 * tier), h * (0.23 - 0.055 * tier)
        top = bottom - h * 0.42
        c.poly([(x - half, bottom), (x + half, bottom), (x, top)], p.evergreen[0])
        c.poly([(x - half, bottom), (x - half * 0.05, bottom), (x, top)], p.evergreen[1])


def bamboo(c: Canvas, p: Palette, x: float, y: float, h: float, rng: Random) -> None:
    """A clump of bamboo."""
    shadow(c, x, y, h * 0.3, h * 0.035)
    for stem in range(7):
        foot = x + (stem - 3) * h * 0.045
        lean = (stem - 3) * h * 0.05 + rng.uniform(-10, 10)
        top = y - h * rng.uniform(0.78, 1)
        c.line(
            [(foot, y), (foot + lean * 0.4, (y + top) / 2), (foot + lean, top)],
            p.evergreen[stem % 2],
            h * 0.016,
        )
        for leaf in range(9):
            share = 0.4 + leaf * 0.07
            lx, ly = foot + lean * share, y + (top - y) * share
            side = 1 if leaf % 2 else -1
            length = h * rng.uniform(0.09, 0.15)
            c.poly(
                [
                    (lx, ly),
                    (lx + side * length * 0.5, ly + length * 0.05),
                    (lx + side * length, ly + length * 0.42),
                    (lx + side * length * 0.4, ly + length * 0.28),
                ],
                p.evergreen[1 + leaf % 2],
            )


def bush(c: Canvas, p: Palette, x: float, y: float, w: float) -> None:
    """A low round bush, its foot at y."""
    for dx, r in ((-0.3, 0.24), (0.3, 0.25), (0, 0.32)):
        c.circle(x + w * dx, y - w * r * 0.6, w * r, p.evergreen[0])
    for dx, r in ((-0.32, 0.17), (0.27, 0.18), (-0.03, 0.24)):
        c.circle(x + w * dx, y - w * r, w * r, p.evergreen[1])


def hedge(c: Canvas, p: Palette, x: float, y: float, w: float, h: float) -> None:
    """A clipped hedge standing on y."""
    c.rect(x, y - h, w, h, p.evergreen[0], r=h * 0.3)
    c.rect(x, y - h, w, h * 0.62, p.evergreen[1], r=h * 0.3)


def flowers(c: Canvas, p: Palette, rng: Random, *, area: tuple[float, float, float, float]) -> None:
    """Scatter small flowers over an area (x, y, width, height)."""
    x, y, w, h = area
    for _ in range(46):
        fx, fy = x + rng.random() * w, y + rng.random() * h
        c.line([(fx, fy), (fx, fy + 13)], p.leaves[0], 2)
        c.circle(fx, fy, rng.uniform(3.5, 6), rng.choice([p.blossom, p.paper, p.gold]))


def grass(c: Canvas, p: Palette, rng: Random, *, top: float, count: int = 70) -> None:
    """Scatter tufts over the foreground."""
    for _ in range(count):
        x, y = rng.uniform(0, WIDTH), rng.uniform(top, HEIGHT)
        tall = 8 + (y - top) / (HEIGHT - top + 1) * 12
        for lean in (-5, 0, 5):
            c.line([(x, y), (x + lean, y - tall)], p.leaves[1], 2, alpha=0.6)


def field_rows(
    c: Canvas,
    p: Palette,
    *,
    horizon: float,
    focus: float,
    colours: tuple[str, ...],
    bottom: float = HEIGHT,
) -> None:
    """Cover the plain with strips of crop running towards one point on the horizon."""
    count = 26
    spread = 3600
    for strip in range(count):
        left = focus - spread / 2 + strip * spread / count
        right = left + spread / count
        colour = colours[strip % len(colours)]
        c.poly(
            [
                (_toward(focus, left, 0.5), horizon),
                (_toward(focus, right, 0.5), horizon),
                (_toward(focus, right, 2.2), bottom),
                (_toward(focus, left, 2.2), bottom),
            ],
            colour,
        )
        middle = (left + right) / 2
        c.line(
            [(_toward(focus, middle, 0.5), horizon), (_toward(focus, middle, 2.2), bottom)],
            darker(colour, 0.12),
            2.5,
        )


def _toward(focus: float, edge: float, share: float) -> float:
    return focus + (edge - focus) * share


def terraces(c: Canvas, p: Palette, rng: Random, *, top: float, bottom: float = HEIGHT) -> None:
    """Cover a slope with curved terraces, water and crop in turn."""
    steps = 9
    colours = [p.crop, p.leaves[2], p.water, p.leaves[1], lighter(p.crop, 0.25)]
    for step in range(steps):
        share = step / steps
        base = top + (bottom - top) * share**1.35
        phase, swing = rng.uniform(0, 6), 12 + 26 * share
        edge = [
            (x, base + swing * math.sin(x / WIDTH * 2 * math.pi * (0.8 + 0.5 * share) + phase))
            for x in range(0, WIDTH + 1, 40)
        ]
        colour = colours[step % len(colours)]
        c.poly([*edge, (WIDTH, bottom), (0, bottom)], colour)
        c.line(edge, lighter(colour, 0.35), 3 + 3 * share)
        c.line([(x, y + 5 + 4 * share) for x, y in edge], darker(colour, 0.28), 3 + 2 * share)


def river(c: Canvas, p: Palette, rng: Random, *, top: float) -> None:
    """Let a river run from the horizon to the lower left."""
    right = [(980, top), (860, top + 50), (1080, top + 130), (1050, top + 230), (1240, HEIGHT)]
    left = [(940, top), (780, top + 60), (820, top + 150), (560, top + 250), (380, HEIGHT)]
    c.poly([*_smooth(left), *reversed(_smooth(right))], p.water)
    for _ in range(26):
        share = rng.uniform(0.15, 1)
        y = top + (HEIGHT - top) * share
        x = 940 - 150 * share + rng.uniform(-160, 260) * share
        w = 18 + 70 * share
        c.rect(x, y, w, 3 + 2 * share, lighter(p.water, 0.4), r=2, alpha=0.8)


def _smooth(points: Sequence[tuple[float, float]]) -> list[Point]:
    """Round a line by cutting its corners three times."""
    for _ in range(3):
        cut = [points[0]]
        for (ax, ay), (bx, by) in itertools.pairwise(points):
            cut += [
                (ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25),
                (ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75),
            ]
        points = [*cut, points[-1]]
    return list(points)


def road(c: Canvas, p: Palette, *, horizon: float, focus: float, half: float, colour: str) -> None:
    """Lay a straight road from the horizon to the viewer, with a broken middle line."""
    c.poly(
        [
            (focus - 12, horizon),
            (focus + 12, horizon),
            (focus + half, HEIGHT),
            (focus - half, HEIGHT),
        ],
        colour,
    )
    y = horizon + 12.0
    while y < HEIGHT:
        share = (y - horizon) / (HEIGHT - horizon)
        length = 8 + 50 * share
        w0, w1 = 1 + 8 * share, 1 + 8 * (share + length / (HEIGHT - horizon))
        c.poly(
            [(focus - w0, y), (focus + w0, y), (focus + w1, y + length), (focus - w1, y + length)],
            p.paper,
        )
        y += length * 2.1
