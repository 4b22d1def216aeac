"""Settings of the site under measurement: those of the tests, on the bench's own database."""

from cms.settings.database import KEPT_SECONDS
from cms.settings.test import *  # noqa: F403
from cms.settings.test import DATABASES

ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
WHITENOISE_AUTOREFRESH = False
DATABASES["default"]["CONN_MAX_AGE"] = KEPT_SECONDS
