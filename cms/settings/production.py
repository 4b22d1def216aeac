"""Settings of a site in production: the base that the other settings relax.

Everything that differs between sites comes from the environment (the table is in README.md).
Secrets have no default: the site refuses to start without them.
"""

from pathlib import Path

import environ

from cms.settings.database import tuned
from media.limits import MOST_BYTES, MOST_PIXELS

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.str("PUFA_VAR_DIR", default=str(BASE_DIR / "var")))

SECRET_KEY = env.str("PUFA_SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("PUFA_SECRET_KEY_FALLBACKS", default=[])
DEBUG = False
ALLOWED_HOSTS = env.list("PUFA_ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.list("PUFA_TRUSTED_ORIGINS", default=[])
PATH_PREFIX = "".join(
    f"/{part}" for part in env.str("PUFA_PATH_PREFIX", default="").split("/") if part
)
FORCE_SCRIPT_NAME = PATH_PREFIX or None

INSTALLED_APPS = [
    "api.apps.ApiConfig",
    "search.apps.SearchConfig",
    "pages.apps.PagesConfig",
    "blocks.apps.BlocksConfig",
    "media.apps.MediaConfig",
    "registers.apps.RegistersConfig",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "pages.apps.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.api.v2",
    "wagtail",
    "rest_framework",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pages.response_headers.ResponseHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": tuned(env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# In full: Django puts the prefix before a relative one only while it answers a request, and
# addresses are made outside of requests, too.
STATIC_URL = f"{PATH_PREFIX}/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = f"{PATH_PREFIX}/uploads/"
MEDIA_ROOT = VAR_DIR / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Photos from phones: 25 of them with their captions in one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_PERMISSIONS = 0o640

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = env.bool("PUFA_HTTPS", default=True)
# Only this host: its neighbours may lie on plain http.
SECURE_HSTS_SECONDS = (
    env.int("PUFA_HSTS_SECONDS", default=365 * 24 * 3600) if SECURE_SSL_REDIRECT else 0
)
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("PUFA_BEHIND_PROXY", default=False) else None
)
SESSION_COOKIE_SECURE = SECURE_SSL_REDIRECT
CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "SAMEORIGIN"

WAGTAIL_SITE_NAME = "普法责任制工作平台"
WAGTAILADMIN_BASE_URL = env.str("PUFA_BASE_URL")
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "pages.review.publish_approved"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAILIMAGES_IMAGE_MODEL = "pufa_media.Photo"
WAGTAILIMAGES_IMAGE_FORM_BASE = "pages.file_forms.PhotoForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "heic"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = MOST_BYTES
WAGTAILIMAGES_MAX_IMAGE_PIXELS = MOST_PIXELS
WAGTAILDOCS_DOCUMENT_FORM_BASE = "pages.file_forms.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "doc", "docx", "xls", "xlsx", "ofd", "zip", "txt"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILAPI_LIMIT_MAX = 100
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "search.admin_backends", "AUTO_UPDATE": True},
}
ELASTICSEARCH_URLS = env.list("ELASTICSEARCH_URL", default=[])
PUFA_SEARCH = {
    "ENGINE": "elasticsearch" if ELASTICSEARCH_URLS else "",
    "ELASTICSEARCH_URLS": ELASTICSEARCH_URLS,
    "ELASTICSEARCH_API_KEY": env.str("ELASTICSEARCH_API_KEY", default=""),
    "ELASTICSEARCH_USERNAME": env.str("ELASTICSEARCH_USERNAME", default=""),
    "ELASTICSEARCH_PASSWORD": env.str("ELASTICSEARCH_PASSWORD", default=""),
    "ELASTICSEARCH_CA_CERTS": env.str("ELASTICSEARCH_CA_CERTS", default=""),
    "INDEX_NAME": env.str("PUFA_SEARCH_INDEX", default="pufa"),
    "SHARDS": env.int("PUFA_SEARCH_SHARDS", default=1),
    "REPLICAS": env.int("PUFA_SEARCH_REPLICAS", default=1),
    "BULK_BYTES": env.int("PUFA_SEARCH_BULK_BYTES", default=900_000),
}
TAGGIT_CASE_INSENSITIVE = True

EMAIL_CONFIG = env.email_url("PUFA_EMAIL_URL", default="dummymail://")
vars().update(EMAIL_CONFIG)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
