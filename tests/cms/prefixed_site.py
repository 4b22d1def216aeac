"""Asks a site below a path, as a proxy that takes the path off does, and prints the answers.

A command of its own: the settings of a process are read once.
"""

import json
import re
import sys
from io import BytesIO
from typing import Any

from django.core.wsgi import get_wsgi_application


def ask(application: Any, path: str) -> dict[str, Any]:
    answer: dict[str, Any] = {}

    def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> None:
        answer.update(status=status, location=dict(headers).get("Location"))

    body = application(
        {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
        },
        start,
    )
    answer["addresses"] = re.findall(r'(?:href|src)="([^"]+)"', b"".join(body).decode())
    body.close()
    return answer


def main() -> None:
    application = get_wsgi_application()
    from django.core.files.storage import default_storage
    from django.core.management import call_command
    from django.test import RequestFactory
    from django.urls import resolve

    from pages.views import broken

    call_command("migrate", verbosity=0)
    upload = default_storage.url("images/a.jpg")
    laws = ask(application, "/laws/")
    assets = [url for url in laws["addresses"] if "/static/" in url]
    prefix = assets[0].partition("/static/")[0]
    error_page = broken(RequestFactory().get("/"))
    answers = {
        "laws": laws,
        "assets": {url: ask(application, url.removeprefix(prefix))["status"] for url in assets},
        "upload": upload,
        "upload is sent by": resolve(upload.removeprefix(prefix)).func.__name__,
        "reading": ask(application, "/reading/"),
        "error page": re.findall(r'href="([^"]+)"', error_page.content.decode()),
    }
    sys.stdout.write(json.dumps(answers))


if __name__ == "__main__":
    main()
