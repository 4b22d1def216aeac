"""Serve the demonstration site: `python -m tooling.run_site PORT`, until Ctrl-C.

Brings the database up to date, loads registers and demonstration data, sees to an administrator and
serves. All of it in one process, so that Django is loaded once and the next start is quick.
"""

import gc
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
ADMINISTRATOR = "admin"
KEPT_IN = "admin-password"
SERVER = {
    "workers": 2,
    "worker_class": "gthread",
    "threads": 4,
    "preload_app": True,
    "loglevel": "warning",
    "control_socket_disable": True,
}


def port_from(arguments: list[str]) -> int:
    """Return the port to serve on; exit with a message when it is none or is taken."""
    text = arguments[0] if arguments else "8000"
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        sys.exit(f"PORT={text} is not a port: choose a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(text)))
        except OSError as error:
            sys.exit(
                f"Port {text} cannot be used ({error.strerror}): make run PORT={int(text) + 1}"
            )
    return int(text)


@contextmanager
def own_terminal() -> Iterator[None]:
    """Let Ctrl-C reach this process alone: make, hearing of it too, would report a failure."""
    terminal = sys.stdin.fileno() if sys.stdin and sys.stdin.isatty() else None
    if terminal is None or os.tcgetpgrp(terminal) != os.getpgrp():
        yield
        return
    owner, shared_group = os.getpid(), os.getpgrp()
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # lets a background group pass the terminal on
    signal.signal(signal.SIGTSTP, signal.SIG_IGN)  # make would wait, and nobody could resume
    os.setpgid(0, 0)
    os.tcsetpgrp(terminal, os.getpgrp())
    try:
        yield
    finally:
        if os.getpid() == owner:  # the serving processes come by here as well
            signal.signal(signal.SIGTTOU, signal.SIG_IGN)
            os.tcsetpgrp(terminal, shared_group)


def prepare() -> str:
    """Bring database and data up to date; return what to tell of the administrator's password."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    print("Preparing database and demonstration data ...", flush=True)
    call_command("migrate", verbosity=0)
    call_command("seed_registers")
    call_command("seed_synonyms")
    call_command("load_demo")
    password = administrator_password(settings.VAR_DIR)
    connections.close_all()  # the serving processes open their own
    return password


def administrator_password(folder: Path) -> str:
    """Return the administrator's password, kept in `folder`, making account and file as needed.

    Where the file was removed, the administrator gets a new password.
    """
    from django.contrib.auth import get_user_model

    from cms.settings.generated_secret import generated_secret

    is_new = not (folder / KEPT_IN).exists()
    password = generated_secret(KEPT_IN, size=12, folder=folder)
    users = get_user_model().objects
    administrator = users.filter(username=ADMINISTRATOR).first()
    if administrator is None:
        users.create_superuser(ADMINISTRATOR, password=password)
    elif is_new:
        administrator.set_password(password)
        administrator.save()
    elif not administrator.check_password(password):
        return f"(changed since; remove {folder / KEPT_IN} for a new one)"
    return password


def serve(port: int, password: str) -> None:
    """Serve until a signal ends it."""
    from gunicorn.app.base import BaseApplication

    def announce(arbiter: Any) -> None:
        # A closed terminal ends the site; by itself the server would reload and live on.
        signal.signal(signal.SIGHUP, lambda *_: arbiter.SIG_QUEUE.put_nowait(signal.SIGTERM))
        # What is loaded by now stays: serving processes share it, and end without taking it apart.
        gc.freeze()
        print(
            f"\n  site      http://{HOST}:{port}/"
            f"\n  admin     http://{HOST}:{port}/admin/"
            f"\n  name      {ADMINISTRATOR}"
            f"\n  password  {password}\n\nCtrl-C ends it.",
            flush=True,
        )

    class Site(BaseApplication):
        def load_config(self) -> None:
            for name, value in {**SERVER, "bind": f"{HOST}:{port}", "when_ready": announce}.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from cms.wsgi import application

            return application

    Site().run()


def main() -> None:
    """Serve on the port named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    port = port_from(sys.argv[1:])
    try:
        with own_terminal():
            serve(port, prepare())
    except KeyboardInterrupt:
        sys.exit("Stopped before the site was ready.")


if __name__ == "__main__":
    main()
