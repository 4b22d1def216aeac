"""Secrets for a machine that was given none: made at first use and kept in the var folder."""

import os
import secrets
from pathlib import Path

VAR_DIR = Path(os.environ.get("PUFA_VAR_DIR", Path(__file__).resolve().parents[2] / "var"))


def generated_secret(name: str = "secret-key", *, size: int = 50, folder: Path = VAR_DIR) -> str:
    """Return the secret kept in `folder`/`name`, making it (owner-readable only) at first use.

    `size` is the number of random bytes in a new one.
    """
    file = folder / name
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f"{name}.{os.getpid()}"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(size))
        fresh.rename(file)  # at once, so that nobody reads half a secret
    return file.read_text(encoding="ascii").strip()
