"""Scenes in the open: township, village, square, fields. Nobody is in them."""

from random import Random

from pages.demo.pictures import buildings, nature, objects
from pages.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, blend, darker, lighter
from pages.demo.pictures.palettes import Palette


def township(c: Canvas, p: Palette, rng: Random) -> None:
    """The township's office building behind its forecourt."""
    _land(c, p, rng, horizon=640)
    c.poly([(620, 640), (980, 640), (1500, HEIGHT), (100, HEIGHT)], p.path)
    for x in (70, 190, 1420, 1540):
        nature.poplar(c, p, x, 690, 330)
    buildings.township_hall(c, p, 250, 690, 1100)
    for row in range(4):
        y = 790 + row * 78
        share = (y - 640) / (HEIGHT - 640)
        c.line([(620 - 520 * share, y), (980 + 520 * share, y)], darker(p.path, 0.09), 2.5)
    for x, w in ((60, 360), (1180, 360)):
        nature.hedge(c, p, x, 840, w, 56)
    for x in (180, 1420):
        nature.blossom_tree(c, p, x, 900, 330, rng)
    nature.flowers(c, p, rng, area=(40, 950, 300, 90))
    nature.flowers(c, p, rng, area=(1270, 950, 300, 90))


def notice_board(c: Canvas, p: Palette, rng: Random) -> None:
    """A roofed law notice board beside a village path."""
    _land(c, p, rng, horizon=650)
    buildings.farmhouse(c, p, 60, 690, 0.75)
    buildings.two_storey_house(c, p, 1310, 690, 0.85)
    nature.round_tree(c, p, 1240, 720, 330, rng)
    c.poly([(0, 905), (WIDTH, 850), (WIDTH, 1010), (0, HEIGHT)], p.path)
    nature.round_tree(c, p, 205, 850, 480, rng)
    objects.notice_board(c, p, 800, 880, 880, panels=4, variant=rng.randrange(4))
    for x, w in ((395, 120), (1215, 130), (1330, 90)):
        nature.bush(c, p, x, 900, w)
    nature.grass(c, p, rng, top=930, count=50)
    nature.flowers(c, p, rng, area=(60, 985, 1480, 60))


def corridor(c: Canvas, p: Palette, rng: Random) -> None:
    """A roofed law walk, seen from inside."""
    nature.sky(c, p, rng, horizon=560)
    nature.hills(c, p, rng, horizon=560, height=170)
    nature.ground(c, p, horizon=560)
    for x, h in ((1180, 190), (1290, 280), (1440, 400)):
        nature.round_tree(c, p, x, 590 + h * 0.4, h, rng)
    nature.hedge(c, p, 1120, 700, 500, 50)
    buildings.corridor(c, p, horizon=600)


def square(c: Canvas, p: Palette, rng: Random) -> None:
    """A square of the rule of law with a sculpture of scales."""
    _land(c, p, rng, horizon=600, height=170)
    for x in range(60, 1600, 185):
        nature.round_tree(c, p, x, 650, rng.uniform(200, 260), rng)
    nature.hedge(c, p, 0, 690, WIDTH, 44)
    c.rect(0, 690, WIDTH, HEIGHT - 690, p.path)
    for ring in range(6, 0, -1):
        tone = darker(p.path, 0.07) if ring % 2 else lighter(p.path, 0.25)
        c.ellipse(800, 880, 150 * ring, 42 * ring, tone)
    c.ellipse(800, 876, 210, 58, darker(p.path, 0.16))
    c.poly([(650, 866), (950, 866), (915, 760), (685, 760)], p.wall_shade)
    c.poly([(820, 866), (950, 866), (915, 760), (820, 760)], darker(p.wall_shade, 0.12))
    c.rect(670, 744, 260, 22, p.wall, r=4)
    c.rect(735, 790, 130, 44, p.accent, r=5)
    objects.open_book(c, p, 800, 744, 200)
    objects.scales(c, p, 800, 716, 430, p.gold)
    for x, y in ((330, 830), (1270, 830)):
        objects.lamp_post(c, p, x, y, 380)
    for x in (180, 1420):
        nature.hedge(c, p, x - 150, 960, 300, 46)
        nature.flowers(c, p, rng, area=(x - 150, 905, 300, 20))
        c.rect(x - 160, 956, 320, 22, p.wall_shade, r=6)


def terraces(c: Canvas, p: Palette, rng: Random) -> None:
    """Terraced fields and a hamlet between them."""
    nature.sky(c, p, rng, horizon=560)
    nature.hills(c, p, rng, horizon=560, height=260)
    nature.terraces(c, p, rng, top=560)
    for x, size in ((210, 0.5), (390, 0.42), (1130, 0.46)):
        buildings.farmhouse(c, p, x, 600, size)
    buildings.two_storey_house(c, p, 1300, 610, 0.5)
    for x in (160, 560, 1060, 1460):
        nature.round_tree(c, p, x, 620, rng.uniform(120, 170), rng)
    nature.bamboo(c, p, 130, 1040, 460, rng)
    nature.round_tree(c, p, 1480, 960, 400, rng)


def plain(c: Canvas, p: Palette, rng: Random) -> None:
    """Crop rows running to a village on the horizon."""
    nature.sky(c, p, rng, horizon=600)
    nature.hills(c, p, rng, horizon=600, height=190)
    nature.ground(c, p, horizon=600)
    nature.field_rows(
        c, p, horizon=600, focus=700, colours=(p.crop, p.leaves[2], p.crop, p.leaves[1])
    )
    nature.road(c, p, horizon=600, focus=700, half=330, colour=blend(p.path, p.ink, 0.12))
    for x, size in ((140, 0.5), (330, 0.44), (900, 0.46), (1240, 0.5)):
        buildings.farmhouse(c, p, x, 622, size)
    for x in (60, 300, 520, 880, 1100, 1430):
        nature.poplar(c, p, x, 628, rng.uniform(150, 210))
    objects.loudspeaker_pole(c, p, 1330, 930, 620)


def courtyard(c: Canvas, p: Palette, rng: Random) -> None:
    """A farmyard set out with stools for an evening talk."""
    _land(c, p, rng, horizon=560, height=190)
    nature.bamboo(c, p, 200, 700, 470, rng)
    buildings.farmhouse(c, p, 380, 740, 2.6)
    objects.corn_strings(c, p, 470, 440, 3, 170)
    objects.corn_strings(c, p, 960, 440, 3, 170)
    c.poly([(120, 740), (1400, 740), (WIDTH, HEIGHT), (0, HEIGHT)], p.path)
    for row in range(5):
        y = 780 + row * 62
        inset = 120 * (1 - (y - 740) / (HEIGHT - 740))
        c.line([(inset, y), (WIDTH - inset * 1.6, y)], darker(p.path, 0.07), 2.5)
    nature.round_tree(c, p, 1370, 810, 560, rng)
    objects.table(c, p, 760, 860, 250, cloth=p.wood)
    objects.tea_cup(c, p, 690, 763)
    objects.book_stack(c, p, 750, 765, 110, (p.accent, p.blue))
    for x, y, size in (
        (420, 900, 1.1),
        (560, 950, 1.25),
        (760, 985, 1.35),
        (980, 950, 1.25),
        (1120, 900, 1.1),
        (300, 985, 1.35),
        (1240, 985, 1.35),
    ):
        objects.stool(c, p, x, y, size)
    objects.banner(c, p, 520, 505, 500, h=46)


def street(c: Canvas, p: Palette, rng: Random) -> None:
    """A market street under pennants, with an advice stall."""
    nature.sky(c, p, rng, horizon=640)
    nature.hills(c, p, rng, horizon=640, layers=2, height=180)
    c.rect(0, 640, WIDTH, HEIGHT - 640, p.path)
    buildings.shop_row(c, p, -60, 760, 8)
    c.rect(0, 760, WIDTH, 16, p.wall_shade)
    for row in range(4):
        y = 815 + row * 66
        c.line([(0, y), (WIDTH, y)], darker(p.path, 0.08), 2.5)
    for column in range(-4, 22):
        c.line(
            [(column * 100, 776), (800 + (column * 100 - 800) * 1.7, HEIGHT)],
            darker(p.path, 0.06),
            2,
        )
    for x in (150, 1450):
        nature.round_tree(c, p, x, 850, 440, rng)
    objects.pennant_line(c, p, (150, 470), (1450, 470))
    for x, tone in ((480, p.accent), (820, p.blue), (1160, p.accent)):
        objects.tent(c, p, x, 930, 290, tone)


def advice_stall(c: Canvas, p: Palette, rng: Random) -> None:
    """Advice tents in a park with display boards beside them."""
    _land(c, p, rng, horizon=640)
    for x in (60, 260, 1330, 1530):
        nature.round_tree(c, p, x, 740, rng.uniform(360, 430), rng)
    c.poly([(0, 860), (WIDTH, 860), (WIDTH, HEIGHT), (0, HEIGHT)], p.path)
    for row in range(3):
        c.line([(0, 915 + row * 58), (WIDTH, 915 + row * 58)], darker(p.path, 0.08), 2.5)
    c.rect(596, 380, 10, 480, p.wall_shade)
    c.rect(1014, 380, 10, 480, p.wall_shade)
    objects.banner(c, p, 580, 350, 460, h=60)
    objects.tent(c, p, 560, 880, 460, p.blue)
    objects.tent(c, p, 1060, 880, 460, p.accent)
    for number, x in enumerate((170, 1440)):
        objects.easel_board(c, p, x, 950, 210, number + rng.randrange(3))
    for x in (380, 810, 1240):
        objects.stool(c, p, x, 960, 1.2)


def exhibition(c: Canvas, p: Palette, rng: Random) -> None:
    """A row of display boards under trees."""
    _land(c, p, rng, horizon=620)
    for x in (110, 420, 760, 1100, 1440):
        nature.round_tree(c, p, x, 690, rng.uniform(330, 420), rng)
    nature.hedge(c, p, 0, 770, WIDTH, 52)
    c.rect(0, 770, WIDTH, HEIGHT - 770, p.path)
    for row in range(4):
        c.line([(0, 830 + row * 62), (WIDTH, 830 + row * 62)], darker(p.path, 0.07), 2.5)
    start = rng.randrange(4)
    for number in range(5):
        objects.easel_board(c, p, 180 + number * 310, 950, 252, start + number)
    objects.pennant_line(c, p, (-20, 320), (830, 330), sag=26)
    objects.pennant_line(c, p, (830, 330), (1640, 300), sag=26)


def van(c: Canvas, p: Palette, rng: Random) -> None:
    """A publicity van on a country road."""
    nature.sky(c, p, rng, horizon=610)
    nature.hills(c, p, rng, horizon=610, height=240)
    nature.ground(c, p, horizon=610)
    nature.field_rows(
        c, p, horizon=610, focus=1050, colours=(p.crop, p.leaves[2], p.leaves[1]), bottom=800
    )
    for x, size in ((90, 0.5), (300, 0.45), (1290, 0.5)):
        buildings.farmhouse(c, p, x, 640, size)
    for x in (40, 520, 1210, 1500):
        nature.poplar(c, p, x, 660, rng.uniform(190, 250))
    c.rect(0, 790, WIDTH, HEIGHT - 790, p.ground_shade)
    c.rect(0, 830, WIDTH, 190, blend(p.path, p.ink, 0.4))
    c.rect(0, 830, WIDTH, 8, p.paper, alpha=0.8)
    c.rect(0, 1012, WIDTH, 8, p.paper, alpha=0.8)
    for dash in range(9):
        c.rect(30 + dash * 190, 922, 100, 8, p.paper)
    nature.grass(c, p, rng, top=1026, count=60)
    objects.publicity_van(c, p, 330, 960, 860)


def school(c: Canvas, p: Palette, rng: Random) -> None:
    """A school behind its playground."""
    _land(c, p, rng, horizon=600, height=180)
    for x in (40, 150, 1480, 1570):
        nature.round_tree(c, p, x, 700, 290, rng)
    buildings.school(c, p, 240, 710, 1080)
    c.rect(0, 710, WIDTH, HEIGHT - 710, p.leaves[2])
    for grow, tone in (
        (0, darker(p.accent, 0.02)),
        (64, lighter(p.accent, 0.12)),
        (128, darker(p.accent, 0.02)),
    ):
        c.ellipse(800, 920, 800 - grow, 190 - grow * 0.42, tone)
        c.ellipse(800, 920, 790 - grow, 184 - grow * 0.42, p.paper, alpha=0.55)
        c.ellipse(800, 920, 786 - grow, 181 - grow * 0.42, lighter(p.accent, 0.18))
    c.ellipse(800, 920, 600, 104, p.leaves[1])
    c.ellipse(800, 920, 592, 99, p.leaves[2])
    for number, x in enumerate((520, 800, 1080)):
        objects.easel_board(c, p, x, 985, 178, number + rng.randrange(3))


def riverside(c: Canvas, p: Palette, rng: Random) -> None:
    """A river, a bridge and a pavilion on the bank."""
    nature.sky(c, p, rng, horizon=580)
    nature.hills(c, p, rng, horizon=580, height=270)
    nature.ground(c, p, horizon=580)
    nature.river(c, p, rng, top=580)
    for x, size in ((120, 0.45), (1180, 0.45), (1380, 0.5)):
        buildings.farmhouse(c, p, x, 625, size)
    for x in (80, 470, 1130, 1560):
        nature.round_tree(c, p, x, 650, rng.uniform(150, 210), rng)
    c.poly([(700, 700), (1180, 700), (1180, 724), (700, 724)], p.wall_shade)
    for pier in (800, 930, 1060):
        c.rect(pier, 720, 22, 46, darker(p.wall_shade, 0.15))
    for post in range(13):
        c.rect(704 + post * 39, 668, 7, 34, p.wall)
    c.rect(700, 662, 482, 9, p.wall)
    buildings.pavilion(c, p, 1370, 860, 1.15)
    nature.bamboo(c, p, 150, 930, 430, rng)
    objects.easel_board(c, p, 330, 960, 170, 4)
    nature.flowers(c, p, rng, area=(1150, 930, 420, 110))


def forest(c: Canvas, p: Palette, rng: Random) -> None:
    """A mountain wood with a forest-fire warning board."""
    nature.sky(c, p, rng, horizon=560)
    nature.hills(c, p, rng, horizon=640, height=400)
    nature.ground(c, p, horizon=620)
    for x in range(-20, 1640, 62):
        nature.pine(
            c, p, x + rng.uniform(-18, 18), 690 + rng.uniform(-26, 26), rng.uniform(150, 240)
        )
    c.poly([(690, 690), (770, 690), (1120, HEIGHT), (380, HEIGHT)], p.path)
    for x, y, h in ((120, 930, 520), (330, 860, 380), (1290, 860, 400), (1500, 960, 560)):
        nature.pine(c, p, x, y, h)
    c.rect(1000, 700, 16, 250, p.trunk)
    c.rect(1180, 700, 16, 250, p.trunk)
    c.rect(950, 600, 300, 190, p.accent, r=12)
    c.rect(962, 612, 276, 166, p.paper, r=8)
    objects.emblem(c, p, 1040, 696, 62, 5, p.accent)
    for row in range(3):
        c.rect(1110, 650 + row * 36, 100 - row * 14, 16, p.accent, r=6, alpha=0.75)
    nature.grass(c, p, rng, top=900, count=80)


def crossing(c: Canvas, p: Palette, rng: Random) -> None:
    """A road crossing with traffic lights at the edge of a town."""
    _land(c, p, rng, horizon=600, height=180)
    buildings.shop_row(c, p, -30, 690, 3, w=190)
    buildings.shop_row(c, p, 1100, 690, 3, w=190)
    for x in (590, 1020):
        nature.round_tree(c, p, x, 690, 240, rng)
    asphalt = blend(p.path, p.ink, 0.62)
    c.rect(0, 690, WIDTH, 30, p.wall_shade)
    c.rect(0, 720, WIDTH, HEIGHT - 720, asphalt)
    c.poly([(690, 600), (910, 600), (1300, HEIGHT), (300, HEIGHT)], asphalt)
    for stripe in range(11):
        left = 210 + stripe * 112
        c.poly(
            [
                (left, 830),
                (left + 64, 830),
                (left + 64 + (left - 770) * 0.2, 965),
                (left + (left - 770) * 0.2, 965),
            ],
            p.paper,
        )
    for dash in range(3):
        c.rect(795 - dash * 3, 625 + dash * 28, 10 + dash * 4, 16, p.paper)
    _traffic_light(c, p, 210, 800)
    _traffic_light(c, p, 1430, 800)
    c.rect(1195, 520, 12, 290, p.ink)
    c.circle(1201, 500, 62, p.accent)
    c.circle(1201, 500, 48, p.paper)
    c.poly([(1168, 526), (1201, 462), (1234, 526)], p.ink)
    objects.banner(c, p, 560, 470, 480, h=48)
    c.rect(552, 462, 8, 240, p.ink)
    c.rect(1040, 462, 8, 240, p.ink)


def _traffic_light(c: Canvas, p: Palette, x: float, y: float) -> None:
    c.rect(x - 7, y - 330, 14, 330, p.ink)
    c.rect(x - 32, y - 470, 64, 160, p.ink, r=18)
    for number, tone in enumerate((p.accent, p.gold, "#4fb477")):
        c.circle(x, y - 440 + number * 50, 19, tone if number == 2 else darker(tone, 0.35))
    c.glow(x, y - 340, 46, "#7fe0a4", strength=0.5)


def works(c: Canvas, p: Palette, rng: Random) -> None:
    """A workshop with a safety board and helmets."""
    _land(c, p, rng, horizon=620, height=190)
    buildings.workshop(c, p, 300, 730, 1000)
    for x in (120, 210, 1400, 1500):
        nature.poplar(c, p, x, 745, 320)
    c.rect(0, 740, WIDTH, HEIGHT - 740, p.floor)
    for row in range(4):
        c.line([(0, 800 + row * 66), (WIDTH, 800 + row * 66)], darker(p.floor, 0.08), 2.5)
    for x in (40, 1200):
        for stripe in range(9):
            left = x + stripe * 40
            c.poly([(left, 740), (left + 20, 740), (left + 8, 764), (left - 12, 764)], p.gold)
    objects.notice_board(c, p, 520, 940, 560, panels=3, variant=1)
    objects.table(c, p, 1130, 970, 460, cloth=p.blue)
    for number, tone in enumerate((p.gold, p.accent, p.paper, p.blue)):
        objects.helmet(
            c, 985 + number * 98, 798, 38, tone if number != 3 else lighter(p.blue, 0.35)
        )
    objects.extinguisher(c, p, 1450, 990, 210)


def fire_drill(c: Canvas, p: Palette, rng: Random) -> None:
    """Extinguishers set out for practice before the village hall."""
    _land(c, p, rng, horizon=600, height=190)
    buildings.two_storey_house(c, p, 140, 720, 1.25)
    buildings.farmhouse(c, p, 540, 720, 1.3)
    nature.round_tree(c, p, 1110, 730, 420, rng)
    buildings.two_storey_house(c, p, 1240, 720, 1.1)
    c.rect(0, 720, WIDTH, HEIGHT - 720, p.path)
    for row in range(4):
        c.line([(0, 780 + row * 68), (WIDTH, 780 + row * 68)], darker(p.path, 0.08), 2.5)
    objects.banner(c, p, 560, 560, 350, h=44)
    objects.easel_board(c, p, 250, 960, 210, 5)
    for number in range(5):
        objects.extinguisher(c, p, 530 + number * 150, 980 - (number % 2) * 24, 250)
    c.rect(1300, 860, 70, 130, p.accent, r=22)
    c.rect(1286, 900, 98, 34, p.accent_shade, r=10)
    c.circle(1335, 852, 34, p.accent)
    c.rect(1290, 980, 90, 22, p.accent_shade, r=5)


def rooftops(c: Canvas, p: Palette, rng: Random) -> None:
    """Village roofs with a loudspeaker above them."""
    nature.sky(c, p, rng, horizon=640)
    nature.hills(c, p, rng, horizon=640, height=280)
    nature.ground(c, p, horizon=640)
    for x, y, size in ((40, 720, 0.8), (360, 700, 0.7), (1230, 710, 0.8)):
        buildings.farmhouse(c, p, x, y, size)
    buildings.two_storey_house(c, p, 1060, 720, 0.9)
    for x, y, h in ((330, 760, 260), (640, 730, 220), (1010, 760, 270), (1540, 760, 330)):
        nature.round_tree(c, p, x, y, h, rng)
    buildings.farmhouse(c, p, 60, 930, 1.35)
    buildings.farmhouse(c, p, 1080, 950, 1.45)
    objects.loudspeaker_pole(c, p, 780, 1010, 760)
    for x, w in ((520, 150), (640, 110), (960, 140)):
        nature.bush(c, p, x, 1000, w)
    nature.grass(c, p, rng, top=960, count=60)


def evening_square(c: Canvas, p: Palette, rng: Random) -> None:
    """A square with a large screen before rows of chairs."""
    nature.sky(c, p, rng, horizon=640)
    nature.hills(c, p, rng, horizon=640, height=220)
    c.gradient(p.ground_shade, darker(p.ground_shade, 0.2), 640, HEIGHT - 640)
    c.rect(0, 700, WIDTH, HEIGHT - 700, blend(p.path, p.ink, 0.35 if p.is_dark else 0.05))
    for x in (80, 250, 1350, 1520):
        nature.round_tree(c, p, x, 730, 330, rng)
    c.rect(390, 700, 820, 60, darker(p.wood, 0.2))
    c.glow(800, 470, 520, p.gold, strength=0.4)
    c.rect(420, 270, 760, 436, p.ink, r=10)
    c.rect(438, 288, 724, 400, p.blue)
    c.poly(
        [(438, 560), (640, 420), (800, 530), (980, 390), (1162, 540), (1162, 688), (438, 688)],
        lighter(p.blue, 0.2),
    )
    objects.scales(c, p, 800, 640, 290, p.gold)
    for side in (520, 1080):
        objects.shield(c, side, 440, 62, p.accent)
    objects.pennant_line(c, p, (80, 400), (420, 300), sag=26)
    objects.pennant_line(c, p, (1180, 300), (1520, 400), sag=26)
    for row in range(3):
        size = 0.75 + row * 0.22
        y = 850 + row * 92
        for seat in range(9):
            seat_x = 800 + (seat - 4) * 150 * size
            objects.chair_back(c, p, seat_x, y, size, p.accent if (row + seat) % 2 else p.blue)


def greenhouse(c: Canvas, p: Palette, rng: Random) -> None:
    """Greenhouses and vegetable beds."""
    _land(c, p, rng, horizon=600, height=190)
    for number in range(3):
        x = 120 + number * 480
        c.ellipse(x + 210, 690, 230, 150, p.wall_shade)
        c.ellipse(x + 210, 690, 218, 140, lighter(p.glass, 0.5))
        for rib in (0.35, 0.68):
            c.ellipse(x + 210, 690, 218 * rib, 140, p.wall_shade, alpha=0.35)
        c.rect(x - 30, 690, 480, 160, p.ground)
        c.rect(x + 170, 600, 80, 90, lighter(p.glass, 0.2))
        c.rect(x + 207, 600, 6, 90, p.wall_shade)
    c.rect(0, 688, WIDTH, HEIGHT - 688, darker(p.ground_shade, 0.05))
    nature.field_rows(
        c, p, horizon=690, focus=800, colours=(darker(p.wood, 0.15), p.evergreen[1], p.evergreen[2])
    )
    for x in range(60, 1600, 120):
        for row in range(4):
            y = 780 + row * 80
            sx = 800 + (x - 800) * (0.6 + row * 0.18)
            size = 14 + row * 8
            c.circle(sx, y, size, p.evergreen[0])
            c.circle(sx - size * 0.2, y - size * 0.25, size * 0.68, p.evergreen[2])
    objects.easel_board(c, p, 1370, 1010, 230, 4)


def winter_gate(c: Canvas, p: Palette, rng: Random) -> None:
    """A memorial arch and lanterns at the entrance of a village."""
    _land(c, p, rng, horizon=620, height=230)
    for x, size in ((110, 0.6), (1290, 0.62)):
        buildings.farmhouse(c, p, x, 680, size)
    c.poly([(640, 640), (960, 640), (1360, HEIGHT), (240, HEIGHT)], p.path)
    for row in range(5):
        y = 690 + row * row * 16 + row * 20
        share = (y - 640) / (HEIGHT - 640)
        c.line([(640 - 400 * share, y), (960 + 400 * share, y)], darker(p.path, 0.08), 2.5)
    for x, top in ((420, 330), (620, 250), (956, 250), (1156, 330)):
        c.rect(x, top, 26, 880 - top, p.accent)
        c.rect(x + 15, top, 11, 880 - top, p.accent_shade)
        c.rect(x - 16, 846, 58, 40, p.wall_shade, r=5)
    c.rect(610, 290, 384, 26, p.blue)
    c.rect(640, 330, 320, 92, p.accent, r=6)
    c.rect(650, 340, 300, 72, p.accent_shade, r=4)
    for block in range(4):
        c.rect(674 + block * 66, 352, 48, 48, p.gold, r=6)
    for x in (412, 968):
        c.rect(x, 372, 220, 22, p.blue)
        buildings.eaves_roof(c, p, x + 10, 366, 200, 66, overhang=24)
    buildings.eaves_roof(c, p, 600, 284, 404, 96, overhang=36)
    for x, y in ((520, 470), (1080, 470)):
        c.rect(x - 1.5, 396, 3, 50, p.ink)
        c.ellipse(x, y, 38, 33, p.accent)
        c.ellipse(x, y, 18, 33, lighter(p.accent, 0.2))
        c.rect(x - 3, y + 33, 6, 28, p.gold)
    for x in (180, 300, 1310, 1450):
        nature.blossom_tree(c, p, x, 850 + (x % 7) * 10, 330, rng)
    nature.hedge(c, p, 20, 960, 330, 54)
    nature.hedge(c, p, 1260, 960, 330, 54)


def bookhouse_garden(c: Canvas, p: Palette, rng: Random) -> None:
    """A village reading room with a garden and a pavilion."""
    _land(c, p, rng, horizon=620)
    nature.bamboo(c, p, 1490, 760, 520, rng)
    nature.round_tree(c, p, 130, 760, 430, rng)
    buildings.farmhouse(c, p, 300, 780, 2.0)
    objects.banner(c, p, 500, 545, 250, h=40)
    buildings.pavilion(c, p, 1200, 800, 1.15)
    c.poly([(560, 780), (700, 780), (1020, HEIGHT), (420, HEIGHT)], p.path)
    objects.easel_board(c, p, 300, 960, 180, 1)
    for x, w in ((120, 150), (430, 90), (960, 130), (1090, 100), (1400, 170)):
        nature.bush(c, p, x, 900, w)
    nature.flowers(c, p, rng, area=(900, 930, 640, 110))
    nature.flowers(c, p, rng, area=(30, 950, 300, 90))


def _land(c: Canvas, p: Palette, rng: Random, *, horizon: float, height: float = 210) -> None:
    nature.sky(c, p, rng, horizon=horizon)
    nature.hills(c, p, rng, horizon=horizon, height=height)
    nature.ground(c, p, horizon=horizon)
