"""The least a Django site can do: a view without database behind two middlewares.

Benches measure against it in the same run, so that a figure holds on a slow or busy machine too.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path


def answer_ok(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [path("", answer_ok)]


def use_these_urls(get_response: Callable) -> Callable:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__
        return get_response(request)

    return middleware


def bare_client() -> Client:
    """Return a client whose every request to `/` is answered by the bare view."""
    client = Client()
    middleware = ["django.middleware.common.CommonMiddleware", f"{__name__}.use_these_urls"]
    with override_settings(MIDDLEWARE=middleware):
        client.handler.load_middleware()
    return client
