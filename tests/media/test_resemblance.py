"""Copies of a photo are found whatever was done to them; other photos are not."""

from itertools import combinations

import pytest
from PIL import Image

from media.borders import photo_within
from media.perceptual import fingerprints
from media.resemblance import Prints, nearest
from tests.media.scenes import (
    bordered,
    cropped,
    marked,
    scene,
    screenshot,
    sent_by_messenger,
    turned,
)

N_SCENES = 30


def prints_of(picture: Image.Image) -> Prints:
    small = picture.reduce(max(1, max(picture.size) // 500))
    box = photo_within(small)
    return Prints(fingerprints(small), fingerprints(small.crop(box)) if box else ())


@pytest.fixture(scope="module")
def scenes() -> list[Image.Image]:
    return [scene(seed) for seed in range(N_SCENES)]


@pytest.fixture(scope="module")
def originals(scenes) -> list[Prints]:
    return [prints_of(picture) for picture in scenes]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "share"),
    [
        pytest.param(sent_by_messenger, 1.0, id="messenger"),
        pytest.param(lambda p: sent_by_messenger(p, 720, 30), 1.0, id="messenger twice as hard"),
        pytest.param(marked, 0.94, id="text mark"),
        pytest.param(cropped(0.02), 1.0, id="crop 2 %"),
        pytest.param(cropped(0.05), 0.86, id="crop 5 %"),
        pytest.param(lambda p: cropped(0.02)(marked(sent_by_messenger(p))), 0.9, id="all three"),
        pytest.param(bordered(0.04), 0.9, id="border"),
        pytest.param(bordered(0.1, "black"), 0.9, id="black border"),
        pytest.param(screenshot, 0.9, id="screenshot"),
        pytest.param(lambda p: sent_by_messenger(screenshot(p)), 0.9, id="screenshot sent on"),
        pytest.param(turned(Image.Transpose.FLIP_LEFT_RIGHT), 1.0, id="mirrored"),
        pytest.param(turned(Image.Transpose.ROTATE_90), 1.0, id="turned left"),
        pytest.param(turned(Image.Transpose.ROTATE_180), 1.0, id="upside down"),
        pytest.param(turned(Image.Transpose.TRANSVERSE), 1.0, id="mirrored and turned"),
    ],
)
def test_a_changed_copy_is_found(scenes, originals, change, share):
    found = [
        nearest(prints_of(change(picture)), original) is not None
        for picture, original in zip(scenes, originals, strict=True)
    ]
    assert sum(found) / len(found) >= share


@pytest.mark.slow
def test_different_scenes_are_not_taken_for_one(originals):
    alike = [pair for pair in combinations(range(N_SCENES), 2) if _alike(originals, *pair)]
    assert alike == []


def _alike(prints: list[Prints], one: int, other: int) -> bool:
    return nearest(prints[one], prints[other]) is not None
