"""Real servers for one run: PostgreSQL by `python -m tests.services COMMAND ...`, Elasticsearch.

Runs the command with DATABASE_URL pointing at a new, empty server on a free port, which ends with
it and leaves nothing behind. As root, servers that refuse root run as another user.
"""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

START_SECONDS = 30
ELASTICSEARCH_VERSION = "8.19.8"
ELASTICSEARCH_START_SECONDS = 120
# Nothing of this server outlives the run, so nothing needs to be safe on disk.
FLEETING = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


class NotInstalledError(Exception):
    """A server's programs are not on this machine."""


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


def elasticsearch_programs() -> Path:
    """Return the folder Elasticsearch was unpacked into by `tooling/install_elasticsearch.sh`."""
    folders = Path(os.environ.get("PUFA_TOOLS_DIR", Path.home() / ".cache" / "pufa"))
    folder = folders / f"elasticsearch-{ELASTICSEARCH_VERSION}"
    if not (folder / "bin" / "elasticsearch").exists():
        raise NotInstalledError(
            "Elasticsearch is not installed (tooling/install_elasticsearch.sh fetches it)."
        )
    return folder


def java_home() -> str:
    """Return where the Java on the path lies, which must be 17 or newer."""
    java = shutil.which("java")
    if java is None:
        raise NotInstalledError("Elasticsearch needs Java 17 (apt-get install openjdk-17-jre).")
    return str(Path(java).resolve().parents[1])


@dataclass(kw_only=True)
class Node:
    """One server of Elasticsearch that this run started."""

    url: str
    process: subprocess.Popen

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()


@contextmanager
def elasticsearch(nodes: int = 1) -> Iterator[list[Node]]:
    """Start a cluster of `nodes` servers on free ports of this machine, empty and whole."""
    programs, java = elasticsearch_programs(), java_home()
    folder = Path(tempfile.mkdtemp(prefix="pufa-elasticsearch-"))
    owner = {}
    if os.geteuid() == 0:  # Elasticsearch refuses to run as root
        account = pwd.getpwnam("nobody")
        owner = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    ports = [(free_port(), free_port()) for _ in range(nodes)]
    started: list[Node] = []
    try:
        # The distribution may lie where that user cannot look.
        home = folder / "home"
        shutil.copytree(programs, home, ignore=shutil.ignore_patterns("data", "logs"))
        for number, (http, transport) in enumerate(ports):
            started.append(_start_node(folder, number, http, transport, ports, java, owner))
        for node in started:
            _wait_for(node, nodes)
        yield started
    except BaseException:
        for log in folder.glob("node-*/output"):
            sys.stderr.write(log.read_text(errors="replace")[-3000:])
        raise
    finally:
        for node in started:
            node.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _start_node(
    folder: Path,
    number: int,
    http: int,
    transport: int,
    ports: list[tuple[int, int]],
    java: str,
    owner: dict,
) -> Node:
    place = folder / f"node-{number}"
    shutil.copytree(folder / "home" / "config", place / "config")
    settings = {
        "cluster.name": folder.name,
        "node.name": f"node-{number}",
        "network.host": "127.0.0.1",
        "http.port": http,
        "transport.port": transport,
        "path.data": str(place / "data"),
        "path.logs": str(place / "logs"),
        "xpack.security.enabled": False,
        # A nearly full disk of the machine is not what is tested.
        "cluster.routing.allocation.disk.threshold_enabled": False,
    }
    if len(ports) == 1:
        settings["discovery.type"] = "single-node"
    else:
        settings["discovery.seed_hosts"] = [f"127.0.0.1:{port}" for _, port in ports]
        settings["cluster.initial_master_nodes"] = [f"node-{n}" for n in range(len(ports))]
    (place / "config" / "elasticsearch.yml").write_text(json.dumps(settings))
    if owner:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, owner["user"], owner["group"])
    with (place / "output").open("wb") as output:
        process = subprocess.Popen(
            [folder / "home" / "bin" / "elasticsearch"],
            env={
                "PATH": os.environ["PATH"],
                "ES_JAVA_HOME": java,
                "ES_PATH_CONF": str(place / "config"),
                "ES_JAVA_OPTS": "-Xms512m -Xmx512m",
                "ES_TMPDIR": str(_made(place / "tmp", owner)),
            },
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=place,
            start_new_session=True,
            **owner,
        )
    return Node(url=f"http://127.0.0.1:{http}", process=process)


def _made(folder: Path, owner: dict) -> Path:
    folder.mkdir()
    if owner:
        os.chown(folder, owner["user"], owner["group"])
    return folder


def _wait_for(node: Node, nodes: int) -> None:
    give_up_at = time.monotonic() + ELASTICSEARCH_START_SECONDS
    health = f"{node.url}/_cluster/health?wait_for_nodes={nodes}&timeout=5s"
    while True:
        try:
            with urllib.request.urlopen(health, timeout=10) as answer:
                if not json.load(answer)["timed_out"]:
                    return
        except (urllib.error.URLError, OSError):
            if node.process.poll() is not None or time.monotonic() > give_up_at:
                raise
            time.sleep(0.3)


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
