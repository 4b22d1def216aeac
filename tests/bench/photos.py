"""Taking in one photo: our whole ingest and the part an upload waits for, against two references.

The limit is what no pipeline can do without: one decoding at a scale, three sizes, JPEG and the
quickest AVIF of each. Stock is what Wagtail does for three sizes in AVIF, WebP and JPEG. Each
measurement is processor time of a process of its own; memory is what it added at its peak.
"""

import io
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from statistics import median

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.images.models import Filter
from wagtail.images.models import Image as StockImage

from media.ingest import WIDTHS, prepare, receive
from media.inspection import format_of, opened
from media.memory import PeakMemory
from tests.bench.figure import Figure
from tests.media.scenes import scene

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
WHOLE_GOAL, ANSWER_GOAL, ANSWER_OF_HEIC, STOCK_GOAL, MEMORY_GOAL = 1.3, 0.3, 1.1, 10, 90
SIZES = {"12 MP JPEG": (4000, 3000), "48 MP JPEG": (8000, 6000), "12 MP HEIC": (4000, 3000)}

Work = Callable[[bytes], object]


def figures() -> Iterator[Figure]:
    """Yield the figures of each kind of photo."""
    for name, size in SIZES.items():
        data = _photo(name, size)
        ours, memory = _measured(_ours, data)
        answer, _ = _measured(_answer, data)
        limit, _ = _measured(_limit, data)
        stock, _ = _measured(_stock, data, rounds=1)
        yield _ratio(f"{name}, whole ingest against the limit", ours / limit, WHOLE_GOAL)
        if name.endswith("HEIC"):
            decoding, _ = _measured(_decoding, data)
            yield _ratio(f"{name}, answer against decoding", answer / decoding, ANSWER_OF_HEIC)
        else:
            yield _ratio(f"{name}, answer against the limit", answer / limit, ANSWER_GOAL)
        yield Figure(
            name=f"photos: {name}, stock against whole ingest",
            value=stock / ours,
            goal=STOCK_GOAL,
            unit="×",
            better="higher",
        )
        yield Figure(
            name=f"photos: {name}, memory added at the peak",
            value=memory,
            goal=MEMORY_GOAL,
            unit="MB",
        )


def _ratio(name: str, value: float, goal: float) -> Figure:
    return Figure(name=f"photos: {name}", value=value, goal=goal, unit="×")


def _photo(name: str, size: tuple[int, int]) -> bytes:
    """A drawn scene with as many bytes to a pixel as photos of phones have."""
    content = io.BytesIO()
    if name.endswith("HEIC"):
        scene(1, size).save(content, "HEIF", quality=50)
    else:
        scene(1, size, noise=12 if size[0] < 5000 else 5).save(content, "JPEG", quality=85)
    return content.getvalue()


def _ours(data: bytes) -> object:
    return prepare(data, "x")


def _answer(data: bytes) -> object:
    return receive(data, "x")


def _decoding(data: bytes) -> object:
    with opened(data, format_of(data) or "") as picture:
        return picture.load()


def _limit(data: bytes) -> object:
    with opened(data, format_of(data) or "") as picture:
        scale = next(scale for scale in (4, 2, 1) if picture.width // scale >= WIDTHS[0])
        picture.draft("RGB", (picture.width // scale, picture.height // scale))
        picture.load()
        seen: Image.Image = picture
        for width in WIDTHS:
            height = round(seen.height * width / seen.width)
            seen = seen.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=1.1)
            seen.save(io.BytesIO(), "JPEG", quality=76)
            seen.save(io.BytesIO(), "AVIF", quality=65, speed=10, max_threads=1)
    return seen


def _stock(data: bytes) -> object:
    image = StockImage(title="x", file=ContentFile(data, name="x"))
    image.width, image.height = opened(data, format_of(data) or "").size
    for width in WIDTHS:
        for kind in ("avif", "webp", "jpeg"):
            Filter(spec=f"width-{width}|format-{kind}").run(image, io.BytesIO())
    return image


def _measured(work: Work, data: bytes, *, rounds: int = ROUNDS) -> tuple[float, float]:
    """Seconds of processor time and megabytes added, in the middle of some rounds."""
    results = [_in_own_process(work, data) for _ in range(rounds)]
    return median(cpu for cpu, _ in results), median(memory for _, memory in results)


def _in_own_process(work: Work, data: bytes) -> tuple[float, float]:
    context = multiprocessing.get_context("fork")
    answer, tell = context.Pipe(duplex=False)
    process = context.Process(target=_told, args=(work, data, tell))
    process.start()
    result: tuple[float, float] = answer.recv()
    process.join()
    return result


def _told(work: Work, data: bytes, tell: Connection) -> None:
    memory, begun = PeakMemory(), time.process_time()
    work(data)
    tell.send((time.process_time() - begun, memory.added()))
    os._exit(0)
