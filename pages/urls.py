"""Public addresses of this package; the last one takes every page of the tree."""

from django.urls import path, re_path
from wagtail.urls import serve_pattern
from wagtail.urls import urlpatterns as wagtail_urls

from media.public_copies import VIEW_NAME as PHOTO_VIEW_NAME
from pages import serving, views
from pages.photo_views import PublicPhotoView

urlpatterns = [
    re_path(
        r"^photos/([^/]+)/(\d{1,18})/([^/]+)/$", PublicPhotoView.as_view(), name=PHOTO_VIEW_NAME
    ),
    path("laws/", views.law_index, name="laws"),
    path("laws/<slug:slug>/", views.law_detail, name="law"),
    path("units/", views.unit_index, name="units"),
    path("villages/", views.village_index, name="villages"),
    path("site-map/", views.site_map, name="site_map"),
    path("reading/", views.reading, name="reading"),
    # Wagtail's own, without its way of serving: where passwords of restricted pages go.
    *(pattern for pattern in wagtail_urls if pattern.name != "wagtail_serve"),
    re_path(serve_pattern, serving.serve_public, name="wagtail_serve"),
]
