"""A PostgreSQL server for one run: `python -m tests.services COMMAND ...`.

Runs the command with DATABASE_URL pointing at a new, empty server on a free port, which ends with
it and leaves nothing behind. As root, the server runs as the user `postgres`.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

START_SECONDS = 30
# Nothing of this server outlives the run, so nothing needs to be safe on disk.
FLEETING = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


class NotInstalledError(Exception):
    """PostgreSQL's server programs are not on this machine."""


def server_programs() -> Path:
    """Return the folder of `initdb` and `postgres`, the newest where there are several."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name)
    )
    on_path = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    for folder in [*reversed(debian), *on_path]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NotInstalledError("PostgreSQL is not installed (Debian: apt-get install postgresql).")


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def postgresql() -> Iterator[str]:
    """Start a server with an empty database and give its address as DATABASE_URL takes it."""
    programs = server_programs()
    folder = Path(tempfile.mkdtemp(prefix="pufa-postgresql-"))
    owner = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
        owner = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    port = free_port()
    log = (folder / "log").open("wb")
    server = None
    try:
        data = ["-D", str(folder / "data")]
        encoding = ["-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run(
            [programs / "initdb", *data, "-U", "pufa", "-A", "trust", "-N", *encoding],
            check=True,
            stdout=log,
            stderr=log,
            cwd=folder,
            **owner,
        )
        listen = ["-h", "127.0.0.1", "-p", str(port), "-k", str(folder)]
        server = subprocess.Popen(
            [programs / "postgres", *data, *listen, *FLEETING],
            stdout=log,
            stderr=log,
            cwd=folder,
            start_new_session=True,  # Ctrl-C ends the command first, then the server
            **owner,
        )
        address = f"postgres://pufa@127.0.0.1:{port}"
        create_database(f"{address}/postgres", server)
        yield f"{address}/pufa"
    except subprocess.CalledProcessError:
        sys.stderr.write((folder / "log").read_text(errors="replace"))
        raise
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)  # PostgreSQL's word for: now, but in order
            server.wait(timeout=START_SECONDS)
        log.close()
        shutil.rmtree(folder)


def create_database(address: str, server: subprocess.Popen) -> None:
    """Create the database `pufa` as soon as the server answers."""
    give_up_at = time.monotonic() + START_SECONDS
    while True:
        try:
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute("CREATE DATABASE pufa")
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > give_up_at:
                raise
            time.sleep(0.1)


def main(command: list[str]) -> int:
    """Run the command beside a server and return its exit status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with postgresql() as address:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}).returncode
    except NotInstalledError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
