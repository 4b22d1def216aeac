"""A site behind its real server, measured by the CPU of the server's own processes.

The bench asks over loopback from another process; what it spends on asking is not counted.
"""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from django.db import connection

ROUNDS = 15
CALLS = 40
START_SECONDS = 30


class Served:
    """One application behind gunicorn with one worker."""

    def __init__(self, application: str, environment: dict[str, str]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", application, "--bind"),
                *(f"127.0.0.1:{self.port}", "--workers", "1", "--worker-class", "gthread"),
                *("--threads", "1", "--keep-alive", "60", "--no-control-socket"),
            ],
            env={**os.environ, **environment},
            stderr=subprocess.DEVNULL,
        )
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.processes: list[Path] = []

    def wait(self, path: str) -> None:
        """Wait for the first answer and learn which processes give it."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self.get(path)
                break
            except OSError:
                self.connection.close()
                if time.monotonic() > deadline or self.server.poll() is not None:
                    raise
                time.sleep(0.2)
        children = Path("/proc", str(self.server.pid), "task", str(self.server.pid), "children")
        self.processes = [Path("/proc", pid) for pid in children.read_text().split()]

    def get(self, path: str) -> int:
        self.connection.request("GET", path, headers={"User-Agent": "Mozilla/5.0 bench"})
        answer = self.connection.getresponse()
        answer.read()
        return answer.status

    def cpu_seconds(self, path: str, calls: int = CALLS) -> float:
        """Return the CPU seconds one answer takes, its database server's share included."""
        processes = self.processes + _database_processes()
        started = sum(map(_used, processes))
        for _ in range(calls):
            if self.get(path) != 200:
                raise RuntimeError(f"{path} did not answer 200")
        return (sum(map(_used, processes)) - started) / calls

    def stop(self) -> None:
        self.connection.close()
        self.server.terminate()
        self.server.wait()


@contextmanager
def served(application: str, path: str = "/", **environment: str) -> Iterator[Served]:
    """Serve `application` until the block ends."""
    site = Served(application, environment)
    try:
        site.wait(path)
        yield site
    finally:
        site.stop()


def ratio(
    candidate: tuple[Served, str], reference: tuple[Served, str], *, rounds: int = ROUNDS
) -> float:
    """Return how many times the CPU of `reference` an answer of `candidate` takes."""
    for site, path in (candidate, reference):
        site.cpu_seconds(path)
    ratios = []
    for _ in range(rounds):
        taken = candidate[0].cpu_seconds(candidate[1])
        ratios.append(taken / reference[0].cpu_seconds(reference[1]))
    return median(ratios)


def _used(process: Path) -> float:
    """Return the CPU seconds that all threads of `process` have used so far."""
    threads = (process / "task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


def _database_processes() -> list[Path]:
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = %s",
            ["client backend"],
        )
        return [Path("/proc", str(pid)) for (pid,) in cursor.fetchall()]
