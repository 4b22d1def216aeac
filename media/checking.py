"""Trying a folder of files as photos, without keeping anything."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from media.ingest import PreparedPhoto, prepare
from media.inspection import PhotoRefusedError
from media.limits import MOST_BYTES
from media.memory import PeakMemory
from media.resemblance import Prints, closest


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Another file with the same bytes ("exact") or a picture that looks alike ("near")."""

    file: str
    kind: str
    fine_distance: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one file; `seconds` of processor time, `peak_mb` added to the process."""

    file: str
    accepted: bool
    message: str
    seconds: float
    peak_mb: float
    captured_at: str | None = None
    hints: tuple[str, ...] = ()
    duplicates: tuple[Duplicate, ...] = field(default=())


def check(files: Iterable[Path], *, keep: Path | None = None) -> Iterator[Checked]:
    """Run the whole ingest over each file, compare it with those before it, tell what was found.

    With `keep`, the public files are written there.
    """
    seen: dict[str, str] = {}
    known: list[tuple[str, Prints]] = []
    for path in files:
        memory = PeakMemory()
        begun = time.process_time()
        try:
            photo = prepare(_read(path), path.name)
        except PhotoRefusedError as refusal:
            seconds = time.process_time() - begun
            yield Checked(path.name, False, str(refusal), seconds, memory.added())
            continue
        seconds, added = time.process_time() - begun, memory.added()
        if keep is not None:
            _keep(photo, path, keep)
        received = photo.received
        prints = Prints(received.prints, received.inner_prints)
        duplicates = [
            Duplicate(name, "near", near.fine)
            for name, near in closest(prints, known)
            if seen.get(received.sha256) != name
        ]
        if first := seen.get(received.sha256):
            duplicates.insert(0, Duplicate(first, "exact"))
        else:
            seen[received.sha256] = path.name
            known.append((path.name, prints))
        taken = received.capture.taken_at
        yield Checked(
            file=path.name,
            accepted=True,
            message="",
            seconds=seconds,
            peak_mb=added,
            captured_at=taken.isoformat() if taken else None,
            hints=tuple(sign.text for sign in received.signs),
            duplicates=tuple(duplicates),
        )


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _keep(photo: PreparedPhoto, path: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file in photo.files:
        name = f"{photo.received.sha256[:16]}-{file.width}.{file.format.lower()}"
        (folder / name).write_bytes(file.content)
