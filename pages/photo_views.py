"""Sends photos: signed copies to the public, the admin's own copies to those who work there."""

import mimetypes

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.images.views.serve import ServeView

from media.models import Photo, PhotoRendition
from pages import public_files
from pages.permissions import may_see_photo


class PublicPhotoView(ServeView):
    """A copy of a photo that a public page shows; those who work with it see drafts too."""

    model = Photo
    action = "serve"

    def get(
        self, request: HttpRequest, signature: str, image_id: str, filter_spec: str
    ) -> HttpResponse:
        """Send the copy, or say that there is none: as soon as no public page shows the photo."""
        photo = Photo.objects.filter(pk=image_id).first()
        if photo is None:
            raise Http404("没有这张照片")
        shown = public_files.is_public(photo)
        if not shown and not may_see_photo(request.user, photo):
            raise Http404("没有这张照片")
        response: HttpResponse = super().get(request, signature, image_id, filter_spec)
        if not shown:
            response["Cache-Control"] = "private, no-store"
        return response

    def serve(self, rendition: PhotoRendition) -> HttpResponse:
        """Send the file without its name, which the camera or its owner gave it."""
        return _sent(rendition)


@require_safe
def admin_copy(request: HttpRequest, name: str) -> HttpResponse:
    """Send a copy the admin made for its own screens; visitors never need one."""
    copies = PhotoRendition.objects.select_related("image")
    copy = copies.filter(file=f"images/{name}").first()
    if copy is None or not may_see_photo(request.user, copy.image):
        raise Http404("没有这张照片")
    if not copy.file.storage.exists(copy.file.name):
        raise Http404("没有这张照片")
    response = _sent(copy)
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _sent(copy: PhotoRendition) -> HttpResponse:
    kind = mimetypes.guess_type(copy.file.name)[0] or "application/octet-stream"
    with copy.file.storage.open(copy.file.name, "rb") as file:
        response = HttpResponse(file.read(), content_type=kind)
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = "default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
