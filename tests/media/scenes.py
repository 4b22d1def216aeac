"""Pictures drawn for tests: scenes, and what people do to a photo before they send it."""

import io
import random
from collections.abc import Callable

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIZE = (1200, 900)


def scene(seed: int, size: tuple[int, int] = SIZE, *, noise: int = 12) -> Image.Image:
    """A scene of shapes under a sky, with the grain of a camera; the same for the same seed."""
    chance = random.Random(seed)
    width, height = size[0] // 4, size[1] // 4
    small = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(small)
    top, bottom = (tuple(chance.randrange(40, 240) for _ in range(3)) for _ in range(2))
    for y in range(height):
        share = y / height
        colour = tuple(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True))
        draw.line([(0, y), (width, y)], fill=colour)
    for _ in range(chance.randrange(12, 40)):
        left, high = chance.randrange(-20, width), chance.randrange(-20, height)
        wide, tall = chance.randrange(6, width // 3), chance.randrange(6, height // 2)
        colour = tuple(chance.randrange(256) for _ in range(3))
        shape = chance.choice([draw.rectangle, draw.ellipse])
        shape([left, high, left + wide, high + tall], fill=colour)
    big = small.filter(ImageFilter.GaussianBlur(0.6)).resize(size, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(size, noise).convert("RGB")
    return ImageChops.add(big, grain, 1, -128)


def jpeg(picture: Image.Image, quality: int = 88, **options: object) -> bytes:
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=quality, **options)
    return content.getvalue()


def sent_by_messenger(picture: Image.Image, side: int = 1080, quality: int = 70) -> Image.Image:
    small = picture.copy()
    small.thumbnail((side, side), Image.Resampling.BICUBIC)
    return Image.open(io.BytesIO(jpeg(small, quality)))


def cropped(share: float) -> Callable[[Image.Image], Image.Image]:
    def crop(picture: Image.Image) -> Image.Image:
        x, y = round(picture.width * share / 2), round(picture.height * share / 2)
        return picture.crop((x, y, picture.width - x, picture.height - y))

    return crop


def marked(picture: Image.Image) -> Image.Image:
    """With a line of text in the corner, as cameras of phones write it."""
    copy = picture.copy()
    draw = ImageDraw.Draw(copy)
    for line in range(2):
        top = copy.height - 110 + line * 50
        draw.text((30, top), "2024-05-06 14:30 Shuangqiao", fill="white", font_size=38)
    return copy


def bordered(share: float, colour: str = "white") -> Callable[[Image.Image], Image.Image]:
    def border(picture: Image.Image) -> Image.Image:
        edge = round(max(picture.size) * share)
        framed = Image.new("RGB", (picture.width + 2 * edge, picture.height + 2 * edge), colour)
        framed.paste(picture, (edge, edge))
        return framed

    return border


def screenshot(picture: Image.Image) -> Image.Image:
    """The photo in the middle of a phone's black screen, a clock and buttons above and below."""
    screen = Image.new("RGB", (1080, 2340), "black")
    shown = picture.resize((1080, round(picture.height * 1080 / picture.width)))
    screen.paste(shown, (0, (2340 - shown.height) // 2))
    draw = ImageDraw.Draw(screen)
    draw.text((60, 30), "14:30", fill="white", font_size=44)
    draw.text((900, 30), "5G 87%", fill="white", font_size=40)
    for place in range(4):
        draw.rounded_rectangle([120 + place * 250, 2180, 180 + place * 250, 2240], 12, fill="gray")
    return screen


def turned(how: Image.Transpose) -> Callable[[Image.Image], Image.Image]:
    return lambda picture: picture.transpose(how)
