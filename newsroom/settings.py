"""Settings: the environment, read once, and what is the same in every installation."""

import os
import sys
import zoneinfo
from pathlib import Path

import django_stubs_ext

from newsroom import environment

# Lets forms.ModelForm[Article] and the like be written; Django itself has no such subscripts.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

# The locked package of time zones, never the machine's: Almaty has been UTC+5 since March 2024, older machines say +6.
zoneinfo.reset_tzpath(to=())

try:
    ENVIRONMENT = environment.read(os.environ, base=BASE_DIR)
except environment.Unreadable as problem:
    sys.stderr.write(f"{problem}\n")
    raise SystemExit(2) from None

VAR_DIR = ENVIRONMENT.var_dir
MEDIA_PRIVATE = VAR_DIR / "media" / "private"
MEDIA_PUBLIC = VAR_DIR / "media" / "public"
PORT = ENVIRONMENT.port
SITE_URL = ENVIRONMENT.site_url
SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies

INSTALLED_APPS = [
    "newsroom.desk.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "taggit",
    "django_prose_editor",
    "newsroom.page_cache",
    "newsroom.redirects",
    "newsroom.images",
    "staff",
    "newsroom.website",
    "articles",
    "newsroom.digests",
    "newsroom.dashboard",
    "newsroom",
]

MIDDLEWARE = [
    "newsroom.security.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.compression.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.path_language.PathLanguageMiddleware",
    "staff.admin_language.AdminLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
AUTH_USER_MODEL = "staff.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
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

DATABASES = {"default": ENVIRONMENT.database}

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский"), ("kk", "Қазақша")]
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]
FORMAT_MODULE_PATH = ["newsroom.formats"]
TIME_ZONE = ENVIRONMENT.time_zone
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# Widgets too are looked for in templates/.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_PRIVATE}},
    "staticfiles": {
        # Import statements inside modules are left as written: modules are found through import maps.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}

vars().update(ENVIRONMENT.email)

AUTHENTICATION_BACKENDS = ["staff.backends.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_NAME = "desk_session"
# Cookies belong to the desk: a browser does not even send them to the pages of readers.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "desk_csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "newsroom.errors.csrf_failure"

# A paste of 10 MB must reach the form, whose own validators refuse it in a sentence and keep the text; an answer
# before the form would lose it. No more than that, because reading a percent-encoded megabyte takes 0.2 s.
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_HANDLERS = [
    "newsroom.images.intake.upload_limit.UploadLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

TAGGIT_CASE_INSENSITIVE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # A reader who types a wrong address is no event for the log.
        "django.request": {"level": "ERROR"},
        "newsroom": {"level": "INFO"},
        "articles": {"level": "INFO"},
        "staff": {"level": "INFO"},
    },
}
