"""A site below a path of a host: every address it gives stays below that path and works."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def answers(prefix: str, folder: Path) -> dict:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PUFA_") and name != "DATABASE_URL"
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.cms.prefixed_site"],
        env=environment
        | {
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "PUFA_PATH_PREFIX": prefix,
            "PUFA_VAR_DIR": str(folder),
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_every_address_stays_below_the_prefix_and_works(tmp_path):
    site = answers("/pufa", tmp_path)
    assert site["laws"]["status"] == "200 OK"
    links = [url.removeprefix("http://localhost") for url in site["laws"]["addresses"]]
    own = [url for url in links if not url.startswith("#")]
    assert len(own) > 8
    assert [url for url in own if not url.startswith("/pufa/")] == []
    assert {url.rpartition(".")[2] for url in site["assets"]} >= {"css", "js", "svg"}
    assert set(site["assets"].values()) == {"200 OK"}
    assert site["upload"] == "/pufa/uploads/images/a.jpg"
    assert site["upload is sent by"] == "admin_copy"
    assert site["reading"]["location"] == "/pufa/"
    assert site["error page"] == ["/pufa/"]
