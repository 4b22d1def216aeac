"""What browsers are told of every answer: where its parts may come from, what it may use."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

CONTENT_POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
# Its style stands in the page itself: it is shown when nothing else may be at hand.
ERROR_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
FEATURE_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class ResponseHeaders:
    """Adds the policies to all answers that do not bring a stricter one of their own.

    The admin's pages are Wagtail's, which has scripts and styles in them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", FEATURE_POLICY)
        if not request.path.startswith(reverse("wagtailadmin_home")):
            response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        return response
