"""Scenes in rooms: lecture, mediation, reading, counter, desk. Nobody is in them."""

from random import Random

from pages.demo.pictures import objects
from pages.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, blend, darker, lighter
from pages.demo.pictures.nature import round_tree
from pages.demo.pictures.palettes import Palette


def lecture_hall(c: Canvas, p: Palette, rng: Random) -> None:
    """A hall with lectern and screen before rows of chairs."""
    _room(c, p, floor_from=690)
    c.rect(250, 90, 1100, 46, p.accent, r=4)
    for block in range(16):
        c.rect(310 + block * 62, 100, 36, 26, p.gold, r=4)
    c.rect(470, 190, 660, 380, p.ink, r=8)
    c.rect(482, 202, 636, 356, p.paper)
    objects.poster(c, p, 520, 226, 250, 308, rng.randrange(4))
    for row in range(5):
        c.rect(
            810, 250 + row * 54, 260 - 50 * (row % 2), 20, (p.accent, p.wall_shade)[row > 0], r=8
        )
    for x in (90, 1290):
        _window(c, p, x, 210, 220, 320)
    c.rect(0, 640, WIDTH, 60, darker(p.wood, 0.1))
    c.rect(0, 640, WIDTH, 12, lighter(p.wood, 0.15))
    c.poly([(1190, 660), (1370, 660), (1390, 480), (1170, 480)], p.wood)
    c.poly([(1300, 660), (1370, 660), (1390, 480), (1310, 480)], darker(p.wood, 0.15))
    c.poly([(1150, 484), (1410, 484), (1392, 448), (1168, 448)], darker(p.wood, 0.25))
    objects.scales(c, p, 1270, 630, 110, p.gold)
    c.line([(1240, 450), (1252, 400), (1280, 380)], p.ink, 5)
    c.circle(1284, 378, 10, p.ink)
    objects.potted_plant(c, p, 190, 660, 170, rng)
    objects.potted_plant(c, p, 1500, 660, 170, rng)
    for row in range(3):
        size = 0.85 + row * 0.25
        for seat in range(9):
            if seat == 4:
                continue
            objects.chair_back(c, p, 800 + (seat - 4) * 158 * size, 850 + row * 110, size, p.blue)


def mediation_room(c: Canvas, p: Palette, rng: Random) -> None:
    """A round table with tea, ready for a mediation."""
    _room(c, p, floor_from=660)
    for x in (120, 1160):
        _window(c, p, x, 130, 320, 360)
    c.rect(560, 130, 480, 300, p.accent_shade, r=6)
    c.rect(572, 142, 456, 276, p.paper, r=4)
    objects.scales(c, p, 800, 390, 220, p.gold)
    for side in (640, 960):
        c.rect(side - 28, 190, 56, 170, lighter(p.accent, 0.82), r=4)
        for row in range(4):
            c.rect(side - 14, 206 + row * 38, 28, 22, p.accent, r=4)
    for x in (330, 540, 1060, 1270):
        _armchair(c, p, x, 790, 1.0, p.blue if x in (540, 1060) else p.accent)
    c.ellipse(800, 985, 460, 70, "#1d2433", alpha=0.16)
    c.poly([(700, 840), (900, 840), (960, 990), (640, 990)], darker(p.wood, 0.3))
    c.ellipse(800, 850, 500, 96, darker(p.wood, 0.2))
    c.ellipse(800, 836, 500, 94, p.wood)
    c.ellipse(800, 832, 440, 78, lighter(p.wood, 0.12))
    for x, y in ((480, 838), (640, 875), (960, 875), (1120, 838)):
        objects.tea_cup(c, p, x, y, 1.15)
    objects.potted_plant(c, p, 800, 830, 130, rng)
    c.poly([(560, 822), (680, 812), (690, 836), (566, 848)], p.paper)
    c.poly([(930, 812), (1040, 824), (1030, 848), (920, 834)], p.paper)
    for x in (60, 1540):
        objects.potted_plant(c, p, x, 860, 300, rng)


def reading_room(c: Canvas, p: Palette, rng: Random) -> None:
    """Bookshelves and a reading table."""
    _room(c, p, floor_from=740)
    for shelf_x in (60, 570, 1080):
        _bookshelf(c, p, rng, shelf_x, 110, 460, 640)
    c.ellipse(800, 1000, 640, 46, "#1d2433", alpha=0.15)
    for leg in (330, 1240):
        c.rect(leg, 870, 30, 140, darker(p.wood, 0.35))
    c.rect(250, 846, 1100, 36, p.wood, r=8)
    c.rect(250, 872, 1100, 14, darker(p.wood, 0.25), r=5)
    objects.open_book(c, p, 640, 846, 260)
    objects.book_stack(c, p, 960, 848, 170, (p.blue, p.accent, p.leaves[0]))
    c.rect(400, 700, 10, 140, p.ink)
    c.rect(366, 834, 78, 14, p.ink, r=6)
    c.glow(404, 740, 170, p.gold, strength=0.4)
    c.poly([(340, 712), (470, 712), (440, 640), (372, 640)], p.leaves[0])
    objects.potted_plant(c, p, 1240, 846, 150, rng)
    for x in (520, 820, 1090):
        objects.stool(c, p, x, 1030, 1.5)


def scales_and_gavel(c: Canvas, p: Palette, rng: Random) -> None:
    """Scales, a gavel and law books on a desk by the window."""
    _room(c, p, floor_from=800)
    c.rect(880, 60, 640, 560, p.wall_shade, r=6)
    c.rect(896, 76, 608, 528, p.sky[1])
    c.rect(896, 76, 608, 210, blend(p.sky[0], p.sky[1], 0.45))
    c.dome(1100, 606, 204, 150, p.hills[0])
    c.dome(1300, 606, 204, 210, p.hills[1])
    c.dome(1050, 606, 154, 90, p.hills[2])
    c.rect(896, 604, 608, 16, p.wall_shade)
    c.rect(1192, 76, 14, 528, p.wall)
    c.rect(896, 300, 608, 12, p.wall)
    c.rect(846, 606, 710, 26, p.wall, r=5)
    c.poly([(846, 40), (940, 40), (900, 640), (846, 640)], lighter(p.accent, 0.1))
    c.poly([(1460, 40), (1556, 40), (1556, 640), (1500, 640)], lighter(p.accent, 0.1))
    _bookshelf(c, p, rng, 60, 60, 420, 560)
    c.rect(0, 800, WIDTH, HEIGHT - 800, darker(p.wood, 0.06))
    c.rect(0, 800, WIDTH, 18, lighter(p.wood, 0.2))
    for grain in range(6):
        c.rect(0, 850 + grain * 38, WIDTH, 2, darker(p.wood, 0.14))
    c.ellipse(470, 930, 210, 26, "#1d2433", alpha=0.2)
    objects.scales(c, p, 470, 930, 560, p.gold)
    objects.book_stack(c, p, 1180, 930, 300, (p.accent, p.blue, p.leaves[0], p.accent_shade))
    objects.gavel(c, p, 850, 985, 1.0)


def counter(c: Canvas, p: Palette, rng: Random) -> None:
    """The service counter of a township hall."""
    _room(c, p, floor_from=760)
    c.rect(120, 110, 1360, 92, p.blue, r=8)
    for block in range(9):
        c.rect(420 + block * 88, 134, 56, 44, p.paper, r=6, alpha=0.92)
    objects.scales(c, p, 300, 196, 82, p.gold)
    for number in range(4):
        x = 190 + number * 320
        c.rect(x, 250, 260, 300, lighter(p.glass, 0.35), r=6)
        c.poly([(x, 500), (x + 160, 250), (x + 210, 250), (x, 550)], p.paper, alpha=0.45)
        c.rect(x + 80, 226, 100, 46, p.accent, r=8)
        c.rect(x + 104, 240, 52, 18, p.paper, r=6)
        c.rect(x + 90, 470, 90, 62, p.ink, r=6)
        c.rect(x + 128, 530, 14, 24, p.ink)
    c.rect(100, 548, 1400, 40, lighter(p.wood, 0.25), r=8)
    c.rect(130, 586, 1340, 210, p.wood)
    for panel in range(8):
        c.rect(150 + panel * 167, 612, 146, 156, lighter(p.wood, 0.1), r=6)
    c.rect(130, 780, 1340, 18, darker(p.wood, 0.35))
    objects.leaflets(c, p, 500, 548, 130)
    objects.leaflets(c, p, 1130, 548, 130)
    objects.potted_plant(c, p, 60, 830, 320, rng)
    objects.potted_plant(c, p, 1545, 830, 320, rng)
    for x in (360, 640, 960, 1240):
        _armchair(c, p, x, 1000, 0.85, p.blue)


def court(c: Canvas, p: Palette, rng: Random) -> None:
    """A circuit courtroom before a hearing."""
    _room(c, p, floor_from=720)
    for panel in range(8):
        c.rect(40 + panel * 192, 60, 176, 580, blend(p.wood, p.wall, 0.35), r=4)
        c.rect(56 + panel * 192, 76, 144, 548, blend(p.wood, p.wall, 0.48), r=4)
    c.circle(800, 220, 118, p.accent)
    c.ring(800, 220, 118, 10, p.gold)
    objects.scales(c, p, 800, 296, 160, p.gold)
    for x in (560, 800, 1040):
        tall = 270 if x == 800 else 220
        c.rect(x - 60, 620 - tall, 120, tall, p.accent_shade, r=16)
        c.rect(x - 46, 634 - tall, 92, tall - 60, p.accent, r=12)
    c.rect(390, 540, 820, 40, lighter(p.wood, 0.12), r=6)
    c.rect(420, 578, 760, 190, darker(p.wood, 0.12))
    for panel in range(4):
        c.rect(446 + panel * 184, 604, 156, 136, darker(p.wood, 0.02), r=6)
    objects.gavel(c, p, 700, 540, 0.42)
    objects.book_stack(c, p, 950, 542, 110, (p.accent, p.blue))
    for x in (120, 1180):
        c.rect(x, 770, 300, 26, lighter(p.wood, 0.1), r=5)
        c.rect(x + 20, 796, 260, 130, p.wood)
        c.rect(x + 40, 816, 220, 90, darker(p.wood, 0.1), r=5)
    for x in (560, 720, 880, 1040):
        objects.chair_back(c, p, x, 1040, 1.15, p.blue)


def desk_and_phone(c: Canvas, p: Palette, rng: Random) -> None:
    """A laptop and a phone showing signs of protection against fraud."""
    c.gradient(lighter(p.glass, 0.55), p.wall, 0, 720)
    c.circle(800, 430, 330, p.paper, alpha=0.5)
    c.circle(800, 430, 250, p.paper, alpha=0.5)
    c.rect(0, 720, WIDTH, HEIGHT - 720, p.wood)
    c.rect(0, 720, WIDTH, 16, lighter(p.wood, 0.25))
    c.ellipse(800, 900, 520, 44, "#1d2433", alpha=0.18)
    c.rect(420, 300, 760, 500, p.ink, r=24)
    c.rect(446, 326, 708, 440, lighter(p.blue, 0.08), r=6)
    c.rect(446, 326, 708, 50, darker(p.blue, 0.25), r=6)
    for dot in range(3):
        c.circle(476 + dot * 30, 351, 9, (p.accent, p.gold, p.leaves[2])[dot])
    objects.shield(c, 640, 570, 130, p.accent)
    for row in range(5):
        c.rect(830, 450 + row * 54, 260 - 60 * (row % 2), 22, p.paper, r=10, alpha=0.9)
    c.poly([(350, 800), (1250, 800), (1330, 880), (270, 880)], p.wall_shade)
    c.rect(270, 876, 1060, 20, darker(p.wall_shade, 0.2), r=8)
    c.rect(1250, 560, 200, 390, p.ink, r=30)
    c.rect(1264, 584, 172, 338, p.paper, r=8)
    c.circle(1350, 690, 58, lighter(p.accent, 0.75))
    c.rect(1340, 654, 20, 50, p.accent, r=8)
    c.circle(1350, 726, 11, p.accent)
    for row in range(4):
        c.rect(1290, 786 + row * 30, 120 - 26 * (row % 2), 12, p.wall_shade, r=5)
    objects.potted_plant(c, p, 180, 860, 250, rng)
    objects.tea_cup(c, p, 380, 960, 1.6)
    c.poly([(600, 960), (860, 940), (900, 1030), (620, 1050)], p.paper)
    for row in range(3):
        c.line([(640, 975 + row * 22), (850 + row * 8, 960 + row * 22)], p.wall_shade, 7)


def leaflet_table(c: Canvas, p: Palette, rng: Random) -> None:
    """Leaflets and booklets laid out on a red cloth."""
    c.gradient(lighter(p.wall, 0.2), p.wall_shade, 0, 430)
    for number in range(4):
        objects.poster(c, p, 130 + number * 345, 60, 300, 320, number + rng.randrange(2))
    c.poly([(0, 430), (WIDTH, 430), (WIDTH, HEIGHT), (0, HEIGHT)], p.accent)
    c.rect(0, 430, WIDTH, 20, lighter(p.accent, 0.15))
    tones = (p.blue, p.leaves[0], p.gold, p.accent_shade, p.blue, p.leaves[1])
    for number in range(6):
        left = 110 + number * 240
        for sheet in range(4, -1, -1):
            top = 560 - sheet * 7
            slant = 26
            tone = p.paper if sheet else tones[number]
            c.poly(
                [
                    (left + slant + sheet * 3, top),
                    (left + 180 + slant + sheet * 3, top),
                    (left + 190, top + 250),
                    (left - 10, top + 250),
                ],
                darker(tone, 0.04 * sheet),
            )
        objects.emblem(c, p, left + 102, 650, 54, number, p.paper if number != 2 else p.accent)
        for row in range(3):
            c.rect(left + 38, 730 + row * 24, 120 - row * 22, 10, p.paper, r=5, alpha=0.85)
    for number in range(5):
        left = 60 + number * 320
        c.poly(
            [(left + 30, 870), (left + 230, 870), (left + 215, 1040), (left - 10, 1040)],
            darker(p.accent, 0.3),
            alpha=0.5,
        )
        c.poly(
            [(left + 30, 862), (left + 230, 862), (left + 215, 1030), (left - 10, 1030)], p.paper
        )
        c.poly(
            [(left + 30, 862), (left + 230, 862), (left + 227, 896), (left + 25, 896)],
            (p.blue, p.gold, p.leaves[0])[number % 3],
        )
        for row in range(4):
            c.rect(left + 40 - row * 6, 916 + row * 26, 150 - 30 * (row % 2), 10, p.wall_shade, r=5)


def classroom(c: Canvas, p: Palette, rng: Random) -> None:
    """A classroom with a drawing on the blackboard."""
    _room(c, p, floor_from=720)
    c.rect(330, 120, 940, 420, p.wood, r=8)
    c.rect(350, 140, 900, 380, "#2f5d50")
    objects.scales(c, p, 590, 480, 270, "#e9efe6")
    objects.open_book(c, p, 990, 440, 230)
    for row in range(2):
        c.rect(860, 200 + row * 40, 280 - row * 70, 14, "#e9efe6", r=6, alpha=0.8)
    c.rect(350, 530, 900, 16, lighter(p.wood, 0.2))
    for x in (60, 1330):
        _window(c, p, x, 150, 210, 360)
    c.rect(650, 620, 300, 130, p.wood)
    c.rect(630, 600, 340, 28, lighter(p.wood, 0.15), r=6)
    objects.book_stack(c, p, 840, 602, 90, (p.accent, p.gold))
    objects.potted_plant(c, p, 690, 600, 90, rng)
    for row in range(3):
        size = 0.8 + 0.28 * row
        for seat in range(5):
            desk_x = 800 + (seat - 2) * 300 * size
            y = 830 + row * 118
            c.rect(
                desk_x - 92 * size, y - 74 * size, 184 * size, 18 * size, lighter(p.wood, 0.2), r=5
            )
            c.rect(desk_x - 80 * size, y - 58 * size, 10 * size, 62 * size, darker(p.wood, 0.3))
            c.rect(desk_x + 70 * size, y - 58 * size, 10 * size, 62 * size, darker(p.wood, 0.3))
            c.rect(
                desk_x - 38 * size,
                y - 86 * size,
                56 * size,
                12 * size,
                (p.accent, p.blue, p.gold)[(seat + row) % 3],
                r=3,
            )


def studio(c: Canvas, p: Palette, rng: Random) -> None:
    """A small room for live broadcasts on law."""
    _room(c, p, floor_from=740)
    c.rect(300, 90, 1000, 500, p.blue, r=10)
    c.rect(316, 106, 968, 468, darker(p.blue, 0.18), r=6)
    objects.scales(c, p, 800, 480, 320, p.gold)
    for x in (480, 1120):
        objects.shield(c, x, 330, 80, p.accent)
    c.rect(420, 500, 760, 16, p.gold, r=8)
    c.rect(380, 700, 840, 34, lighter(p.wood, 0.2), r=8)
    c.poly([(420, 732), (1180, 732), (1150, 930), (450, 930)], p.wood)
    objects.banner(c, p, 520, 780, 560, h=80)
    for x in (600, 1000):
        c.line([(x, 700), (x + 10, 640), (x + 30, 620)], p.ink, 7)
        c.ellipse(x + 38, 612, 18, 24, p.ink)
    objects.open_book(c, p, 800, 700, 190)
    for x, tilt in ((180, 1), (1420, -1)):
        c.line([(x, 560), (x - 60, 1000)], p.ink, 8)
        c.line([(x, 560), (x + 60, 1000)], p.ink, 8)
        c.line([(x, 560), (x, 1000)], p.ink, 8)
        c.glow(x + tilt * 60, 480, 190, p.gold, strength=0.5)
        c.rect(x - 70, 420, 140, 120, p.ink, r=12)
        c.rect(x - 54, 434, 108, 92, lighter(p.gold, 0.6), r=8)
    c.rect(740, 940, 120, 90, p.ink, r=10)
    c.circle(800, 985, 30, p.glass)
    c.circle(800, 985, 15, p.blue)


def _room(c: Canvas, p: Palette, *, floor_from: float) -> None:
    c.gradient(lighter(p.wall, 0.3), p.wall, 0, floor_from)
    c.gradient(lighter(p.floor, 0.12), darker(p.floor, 0.05), floor_from, HEIGHT - floor_from)
    c.rect(0, floor_from - 22, WIDTH, 22, p.wall_shade)
    for column in range(-8, 25):
        x = column * 100
        c.line([(x, floor_from), (800 + (x - 800) * 1.8, HEIGHT)], darker(p.floor, 0.08), 2)


def _window(c: Canvas, p: Palette, x: float, y: float, w: float, h: float) -> None:
    c.rect(x - 16, y - 16, w + 32, h + 32, p.wall_shade, r=6)
    c.rect(x, y, w, h, p.sky[1])
    c.rect(x, y, w, h * 0.4, blend(p.sky[0], p.sky[1], 0.5))
    c.dome(x + w * 0.5, y + h, w * 0.5, h * 0.3, p.hills[2])
    small = min(h * 0.6, w * 0.9)
    round_tree(c, p, x + w * 0.5, y + h * 0.98, small, Random(5))  # noqa: S311
    c.rect(x - 16, y + h, w + 32, 16, p.wall_shade)
    c.rect(x + w / 2 - 5, y, 10, h, p.wall)
    c.rect(x, y + h * 0.34, w, 8, p.wall)
    c.rect(x - 28, y + h + 12, w + 56, 18, p.wall, r=5)
    c.rect(x - 28, y + h + 26, w + 56, 6, p.wall_shade, r=3)


def _armchair(c: Canvas, p: Palette, x: float, y: float, size: float, colour: str) -> None:
    c.ellipse(x, y + 6, 120 * size, 18 * size, "#1d2433", alpha=0.14)
    for leg in (-84, 70):
        c.rect(x + leg * size, y - 24 * size, 14 * size, 26 * size, darker(p.wood, 0.35))
    c.rect(x - 90 * size, y - 220 * size, 180 * size, 180 * size, colour, r=26 * size)
    c.rect(
        x - 70 * size, y - 200 * size, 140 * size, 110 * size, lighter(colour, 0.12), r=18 * size
    )
    c.rect(x - 96 * size, y - 90 * size, 192 * size, 66 * size, darker(colour, 0.14), r=16 * size)
    c.rect(x - 108 * size, y - 134 * size, 30 * size, 112 * size, lighter(p.wood, 0.1), r=10 * size)
    c.rect(x + 78 * size, y - 134 * size, 30 * size, 112 * size, lighter(p.wood, 0.1), r=10 * size)


def _bookshelf(c: Canvas, p: Palette, rng: Random, x: float, y: float, w: float, h: float) -> None:
    c.rect(x, y, w, h, darker(p.wood, 0.12), r=6)
    tones = (
        p.accent,
        p.blue,
        p.leaves[0],
        p.gold,
        p.paper,
        p.accent_shade,
        p.leaves[1],
        p.wall_shade,
    )
    rows = 4
    row_h = h / rows
    for row in range(rows):
        top = y + row * row_h + 14
        inner = row_h - 26
        c.rect(x + 14, top, w - 28, inner, darker(p.wood, 0.38))
        spine = x + 22
        while spine < x + w - 50:
            width = rng.uniform(16, 32)
            if rng.random() < 0.1:
                spine += 36
                continue
            tall = inner * rng.uniform(0.68, 0.94)
            tone = rng.choice(tones)
            c.rect(spine, top + inner - tall, width, tall, tone, r=2)
            c.rect(
                spine + width * 0.22,
                top + inner - tall * 0.82,
                width * 0.56,
                tall * 0.1,
                lighter(tone, 0.45),
            )
            c.rect(spine, top + inner - tall * 0.16, width, 4, darker(tone, 0.2))
            spine += width + 2
        c.rect(x + 8, top + inner, w - 16, 12, p.wood)
