"""How much memory a piece of work adds to this process at its peak; 0 where Linux does not tell."""

import re
from pathlib import Path

_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
_NOW = re.compile(r"VmRSS:\s+(\d+) kB")


class PeakMemory:
    """Measures from the moment it is made."""

    def __init__(self) -> None:
        self._before = _read(_NOW)
        try:
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forgets the peak
        except OSError:
            return

    def added(self) -> float:
        """Return the megabytes added at the peak so far."""
        return max(0, _read(_PEAK) - self._before) / 1024


def _read(what: re.Pattern[str]) -> int:
    """Kilobytes of this process."""
    try:
        found = what.search(Path("/proc/self/status").read_text(encoding="ascii"))
    except OSError:
        return 0
    return int(found[1]) if found else 0
