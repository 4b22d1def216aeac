"""The site as its server runs it, on the bench's own database."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.applications.site_settings"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
