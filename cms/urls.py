"""All addresses of the site."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from pages.admin_views import chosen_pages

urlpatterns = [
    path("admin/choose-page/chosen-multiple/", chosen_pages),  # instead of Wagtail's own
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("photos/", include("media.urls")),
    # Renditions only: the folder of originals is never served.
    re_path(
        rf"^{settings.MEDIA_URL.strip('/')}/(?P<path>images/.+)$",
        serve,
        {"document_root": settings.MEDIA_ROOT},
    ),
    path("search/", include("search.urls")),
    path("", include("api.urls")),
    path("", include("pages.urls")),
    path("", include(wagtail_urls)),
]

handler404 = "pages.views.page_not_found"
