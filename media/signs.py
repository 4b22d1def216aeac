"""What may be worth a second look about a photo. Hints for a person, never a verdict."""

from dataclasses import dataclass

from media.capture import Capture

_EDITORS = (
    "photoshop", "lightroom", "snapseed", "picsart", "meitu", "美图", "醒图", "vsco", "gimp",
    "facetune", "canva", "稿定", "b612", "faceu", "轻颜",
)  # fmt: skip
# Longest sides that messengers shrink photos to.
_MESSENGER_SIDES = {1080, 1280, 1440, 1920, 2048}
_SCREEN_SHAPES = (16 / 9, 18 / 9, 18.5 / 9, 19 / 9, 19.5 / 9, 20 / 9, 20.5 / 9, 21 / 9, 4 / 3)
_SHAPE_TOLERANCE = 0.012
_SCREEN_WIDTHS = {640, 720, 750, 828, 1080, 1125, 1170, 1179, 1206, 1220, 1242, 1260, 1284, 1290,
                  1320, 1440, 1536, 1600, 1620, 1668, 2048}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sign:
    """One hint: a word for programs and a sentence for people."""

    code: str
    text: str


def signs_of(
    capture: Capture, *, format: str, width: int, height: int, is_bordered: bool
) -> tuple[Sign, ...]:
    """Judge by what is known without looking: data of the camera, format, size, borders."""
    found = []
    if any(name in capture.software.lower() for name in _EDITORS):
        found.append(Sign("edited", f"经过修图软件处理（{capture.software}）"))
    is_silent = not capture.camera and capture.taken_at is None
    if is_silent and _is_screen(width, height) and (format == "PNG" or is_bordered):
        found.append(Sign("screenshot", "可能是手机截图"))
    elif is_silent and max(width, height) in _MESSENGER_SIDES:
        found.append(Sign("recompressed", "可能经聊天软件压缩，没有拍摄信息"))
    elif is_silent:
        found.append(Sign("no-capture-data", "没有拍摄时间和相机信息"))
    if is_bordered:
        found.append(Sign("bordered", "四周有边框或留白"))
    return tuple(found)


def _is_screen(width: int, height: int) -> bool:
    short, long = sorted((width, height))
    shape = long / max(1, short)
    return short in _SCREEN_WIDTHS and any(
        abs(shape - known) <= _SHAPE_TOLERANCE * known for known in _SCREEN_SHAPES
    )
