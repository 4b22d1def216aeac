"""The client shows the server what the settings say, and believes no server it was not told of."""

import shutil
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines import SearchServerError, server_engine
from tests.search import broken_servers

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for this machine, signed by itself, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=test"),
            *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate),
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key


@pytest.fixture
def server(certificate: tuple[Path, Path], settings) -> Iterator[list[str]]:
    """What a server with this certificate was shown; the site is set to ask it."""
    with broken_servers.guarded(*certificate) as (url, shown):
        settings.PUFA_SEARCH = {
            "ENGINE": "elasticsearch",
            "ELASTICSEARCH_URLS": (url,),
            "ELASTICSEARCH_CA_CERTS": str(certificate[0]),
            "TIMEOUT": 5,
        }
        yield shown


def basic(name: str, password: str) -> str:
    return f"Basic {b64encode(f'{name}:{password}'.encode()).decode()}"


def test_a_server_of_ones_own_authority_is_asked(server):
    assert server_engine().count() == 0
    assert server == [""]


def test_without_its_authority_it_is_not(server, settings):
    settings.PUFA_SEARCH |= {"ELASTICSEARCH_CA_CERTS": ""}
    with pytest.raises(SearchServerError, match="TLS"):
        server_engine().count()
    assert server == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"ELASTICSEARCH_API_KEY": "a2V5OmtleQ=="}, "ApiKey a2V5OmtleQ=="),
        (
            {"ELASTICSEARCH_USERNAME": "pufa", "ELASTICSEARCH_PASSWORD": "p:w"},
            basic("pufa", "p:w"),
        ),
        # The key comes first where both are given.
        (
            {"ELASTICSEARCH_API_KEY": "a2V5OmtleQ==", "ELASTICSEARCH_USERNAME": "pufa"},
            "ApiKey a2V5OmtleQ==",
        ),
    ],
)
def test_what_the_settings_say_is_shown(server, settings, given, expected):
    settings.PUFA_SEARCH |= given
    server_engine().count()
    server_engine().within(3).client.count()
    assert server == [expected, expected]
