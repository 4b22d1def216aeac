import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REQUIRED = {
    "PUFA_SECRET_KEY": "x" * 60,
    "PUFA_ALLOWED_HOSTS": "www.example.org",
    "PUFA_BASE_URL": "https://www.example.org",
}


def load(settings: str, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `code` with the settings loaded as `settings`, in an environment of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PUFA_")}
    clean.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-c", f"import cms.settings.{settings} as settings; {code}"],
        env=clean | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


def test_production_loads_with_what_is_required(tmp_path: Path):
    loaded = load("production", "print(settings.DEBUG)", **REQUIRED, PUFA_VAR_DIR=str(tmp_path))
    assert loaded.stdout == "False\n", loaded.stderr


@pytest.mark.parametrize("missing", REQUIRED)
def test_production_refuses_to_start_without(missing: str):
    given = {name: value for name, value in REQUIRED.items() if name != missing}
    loaded = load("production", "pass", **given)
    assert loaded.returncode != 0
    assert missing in loaded.stderr


def test_production_keeps_cookies_on_https():
    code = "print(settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE)"
    assert load("production", code, **REQUIRED).stdout == "True True\n"


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ({}, 365 * 24 * 3600),
        ({"PUFA_HSTS_SECONDS": "300"}, 300),
        ({"PUFA_HTTPS": "false"}, 0),
        ({"PUFA_HTTPS": "false", "PUFA_HSTS_SECONDS": "300"}, 0),
    ],
)
def test_browsers_remember_https_where_there_is_https(given: dict[str, str], seconds: int):
    loaded = load("production", "print(settings.SECURE_HSTS_SECONDS)", **REQUIRED, **given)
    assert loaded.stdout == f"{seconds}\n"


@pytest.mark.parametrize(
    ("given", "prefix"),
    [("", ""), ("/", ""), ("/pufa", "/pufa"), ("pufa/", "/pufa"), ("a/b", "/a/b")],
)
def test_static_files_and_uploads_lie_below_the_prefix(given: str, prefix: str):
    code = "print(settings.FORCE_SCRIPT_NAME or '', settings.STATIC_URL, settings.MEDIA_URL)"
    loaded = load("production", code, **REQUIRED, PUFA_PATH_PREFIX=given)
    assert loaded.stdout == f"{prefix} {prefix}/static/ {prefix}/uploads/\n"


def test_dev_keeps_one_secret_that_only_its_owner_can_read(tmp_path: Path):
    keys = {
        load("dev", "print(settings.SECRET_KEY)", PUFA_VAR_DIR=str(tmp_path)).stdout
        for _ in range(2)
    }
    assert len(keys) == 1
    assert len(keys.pop().strip()) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_dev_shows_no_debug_pages(tmp_path: Path):
    loaded = load("dev", "print(settings.DEBUG)", PUFA_VAR_DIR=str(tmp_path))
    assert loaded.stdout == "False\n"


def test_every_environment_variable_is_in_the_readme():
    sources = (ROOT / "cms" / "settings").glob("*.py")
    used = {
        name
        for source in sources
        for name in re.findall(
            r"""env(?:iron)?(?:\.\w+)*[([]\s*"(\w+)\"""", source.read_text(encoding="utf-8")
        )
    }
    assert len(used) > 5
    for readme in ("README.md", "README.zh-CN.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert {name for name in used if f"`{name}`" not in text} == set(), readme
