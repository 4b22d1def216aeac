"""Measure and print one line a figure: `python -m tests.bench.run [NAME]`.

A bench is a module of this folder with a function `figures()` that yields `Figure`s. Each gets an
empty, migrated database of its own.
"""

import os
import pkgutil
import sys
from collections.abc import Callable, Iterable
from importlib import import_module

import tests.bench
from tests.bench.figure import Figure

Bench = Callable[[], Iterable[Figure]]


def benches() -> dict[str, Bench]:
    """Return every bench under its module's name."""
    names = [module.name for module in pkgutil.iter_modules(tests.bench.__path__)]
    modules = {name: import_module(f"tests.bench.{name}") for name in names if name != "run"}
    return {name: module.figures for name, module in modules.items() if hasattr(module, "figures")}


def measure(bench: Bench) -> None:
    """Run one bench on a database of its own and print its figures as they come."""
    from django.test.utils import setup_databases, teardown_databases

    databases = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    try:
        for figure in bench():
            print(figure.line(), flush=True)
    finally:
        teardown_databases(databases, verbosity=0)


def main(arguments: list[str]) -> None:
    """Measure the benches named, or all."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    import django

    django.setup()
    known = benches()
    for name in arguments or sorted(known):
        if name not in known:
            sys.exit(f"There is no bench {name}: choose from {', '.join(sorted(known))}.")
        measure(known[name])


if __name__ == "__main__":
    main(sys.argv[1:])
