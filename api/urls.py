"""Addresses for machines: content API, feed, sitemap."""

from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter

from api import feeds, sitemap, views

router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", views.PublicPagesAPIViewSet)
router.register_endpoint("images", views.PublicImagesAPIViewSet)
router.register_endpoint("documents", views.PublicDocumentsAPIViewSet)

urlpatterns = [
    path("api/v2/", router.urls),
    path("feed/", feeds.NewestFeed(), name="feed"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
]
