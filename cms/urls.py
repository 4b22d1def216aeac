"""All addresses of the site."""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from pages.admin_views import chosen_pages
from pages.photo_views import admin_copy
from pages.user_admin import own_account

# The server takes the prefix off before it looks for the pattern.
UPLOADS = settings.MEDIA_URL.removeprefix(settings.FORCE_SCRIPT_NAME or "").strip("/")

urlpatterns = [
    path("admin/choose-page/chosen-multiple/", chosen_pages),  # instead of Wagtail's own
    path("admin/account/", own_account),  # the same
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # Copies for the admin's own screens; the folder of originals has no address at all.
    re_path(rf"^{UPLOADS}/images/([^/]{{1,255}})$", admin_copy),
    path("search/", include("search.urls")),
    path("", include("api.urls")),
    path("", include("pages.urls")),
    path("", include(wagtail_urls)),
]

handler404 = "pages.views.page_not_found"
handler500 = "pages.views.broken"
