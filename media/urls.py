"""Addresses of public photo copies."""

from django.urls import re_path
from wagtail.images.views.serve import ServeView

from media.public_copies import VIEW_NAME

urlpatterns = [
    re_path(r"^([^/]+)/(\d+)/([^/]+)/$", ServeView.as_view(action="serve"), name=VIEW_NAME),
]
