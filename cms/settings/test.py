"""Settings of the test run: nothing kept, nothing slow that is not under test."""

import atexit
import os
import shutil
import tempfile

if "PUFA_VAR_DIR" not in os.environ:
    os.environ["PUFA_VAR_DIR"] = tempfile.mkdtemp(prefix="pufa-test-")
    atexit.register(shutil.rmtree, os.environ["PUFA_VAR_DIR"], ignore_errors=True)
os.environ.setdefault("PUFA_SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("PUFA_ALLOWED_HOSTS", "localhost,127.0.0.1,testserver")
os.environ.setdefault("PUFA_BASE_URL", "http://localhost")
os.environ.setdefault("PUFA_HTTPS", "false")

from cms.settings.production import *  # noqa: F403
from cms.settings.production import DATABASES, VAR_DIR

# The server of a browser journey must let go of the database before it is dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the server of a browser journey reads it from threads of its own.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
