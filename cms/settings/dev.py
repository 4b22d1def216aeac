"""Settings of `make run`: production, relaxed for one machine and plain http."""

import os

from cms.settings.generated_secret import generated_secret

os.environ.setdefault("PUFA_SECRET_KEY", generated_secret())
os.environ.setdefault("PUFA_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],0.0.0.0,testserver")
os.environ.setdefault("PUFA_BASE_URL", "http://localhost:8000")
os.environ.setdefault("PUFA_HTTPS", "false")

from cms.settings.production import *  # noqa: F403

DEBUG = os.environ.get("PUFA_DEBUG", "") == "1"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = None  # type: ignore[assignment]  # static files come straight from the apps
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 600
