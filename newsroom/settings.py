"""Django settings. What differs between installations comes from environment variables or the file `.env`."""

import zoneinfo
from pathlib import Path
from urllib.parse import quote

import django_stubs_ext

from newsroom import env
from newsroom.databases.address import read_databases
from newsroom.images.storage import address as media_address
from newsroom.secret_key import read_secret_key

# Lets forms.ModelForm[Article] and the like be written; Django itself has no such subscripts.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

# Use the time zones of the locked tzdata package, not the machine's: Almaty has been UTC+5 since March 2024, and older
# machines say +6.
zoneinfo.reset_tzpath(to=())

ENV_FILE = env.read_file(BASE_DIR)
VAR_DIR = env.read_folder("VAR_DIR", "var", base=BASE_DIR)
PORT = env.read_number("PORT", 8000, 1, 65535)
BIND = env.read_bind("BIND", "127.0.0.1")
WEB_WORKERS = env.read_number("WEB_WORKERS", 2, 1, 64)
WEB_THREADS = env.read_number("WEB_THREADS", 4, 1, 64)
SITE_URL = env.read_site_url("SITE_URL", f"http://127.0.0.1:{PORT}")
ALLOWED_HOSTS = env.read_hosts("ALLOWED_HOSTS", site_url=SITE_URL)
# How many servers of ours are in front of this one, each adding a hop to `X-Forwarded-For`.
TRUSTED_PROXIES = env.read_number("TRUSTED_PROXIES", 0, 0, 5)
SECRET_KEY = read_secret_key("SECRET_KEY", var_dir=VAR_DIR)
TIME_ZONE = env.read_time_zone("TIME_ZONE", "Asia/Almaty")
DEBUG = env.read_switch("DEBUG")
# Turns on /metrics, which the web server in front must not pass on.
METRICS = env.read_switch("METRICS")
LOG_FORMAT = env.read_choice("LOG_FORMAT", "text", "json")
SENTRY_DSN = env.read_dsn("SENTRY_DSN")
DATABASES = read_databases(f"sqlite:///{quote(str(VAR_DIR))}/newsroom.sqlite3", base=BASE_DIR)
DATABASE_ROUTERS = ["newsroom.databases.replica.Router"]
vars().update(env.read_email("EMAIL_URL", "file:", base=VAR_DIR, site_url=SITE_URL))

# The files of images, private ones too, unless MEDIA_STORAGE names a bucket. Only `public/` is for a web server.
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_STORAGE = media_address.read_storage("MEDIA_STORAGE", "file:")
MEDIA_URL = media_address.read_url("MEDIA_URL", "/media/")
# Scheme and host that the content policy allows; nothing while images come from the site itself.
MEDIA_ORIGIN = media_address.origin(MEDIA_URL)
# Finished public pages. With DEBUG none are stored, because templates change without a restart.
PAGES_DIR = None if DEBUG else VAR_DIR / "pages"

# Where the worker tells a CDN that a site version has ended.
CDN_PURGE_URL = env.read_http_address("CDN_PURGE_URL")

INSTALLED_APPS = [
    "newsroom.apps.NewsroomAdminConfig",
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
    "newsroom.body",
    "staff",
    "newsroom.website",
    "articles",
    "newsroom.digests",
    "newsroom.dashboard",
    "newsroom",
]

MIDDLEWARE = [
    *(["newsroom.monitoring.middleware.MetricsMiddleware"] if METRICS else []),
    "newsroom.monitoring.request_id.RequestIdMiddleware",
    "newsroom.middleware.HeadMiddleware",
    "newsroom.middleware.SecurityHeadersMiddleware",
    "newsroom.middleware.HealthMiddleware",
    "newsroom.databases.replica.PublicReadsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.middleware.CompressionMiddleware",
    "newsroom.page_cache.middleware.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.middleware.PathLanguageMiddleware",
    "staff.admin_language.AdminLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "newsroom.page_cache.middleware.StaleLinkMiddleware",
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

# Makes the dump of `manage.py backup`; must be at least of the version of the server.
PG_DUMP = env.read("PG_DUMP", "pg_dump", str, "")

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский"), ("kk", "Қазақша")]
# The first holds our own messages, which `make messages` extracts; the second what Django and the libraries leave
# untranslated.
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale", BASE_DIR / "newsroom" / "locale_libraries"]
FORMAT_MODULE_PATH = ["newsroom.formats"]
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# Widgets too are looked for in templates/.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": MEDIA_STORAGE,
    "staticfiles": {
        # Import statements inside modules are left as written: modules are found through import maps.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "newsroom.joined_files.JoiningStaticFilesStorage",
    },
}

AUTHENTICATION_BACKENDS = ["staff.backends.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_NAME = "admin_session"
# Cookies are for the admin: a browser does not even send them to public pages.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "admin_csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "newsroom.error_views.csrf_failure"

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

SILENCED_SYSTEM_CHECKS = [
    # newsroom.middleware sends what SecurityMiddleware would, with a content policy for each side of the site, and
    # "frame-ancestors" of that policy in the place of XFrameOptionsMiddleware. TLS is the web server's.
    "security.W001",
    "security.W002",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "newsroom.monitoring.json_log.LogFormatter"},
    },
    "filters": {
        "no_database_faults": {"()": "newsroom.database_faults.NoDatabaseFaults"},
        "request_id": {"()": "newsroom.monitoring.request_id.RequestIdFilter"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["request_id"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # A reader who types a wrong address is no event for the log.
        "django.request": {"level": "ERROR", "filters": ["no_database_faults"]},
        # Neither is a robot that asks for another host: it gets its 400.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "newsroom": {"level": "INFO"},
        "articles": {"level": "INFO"},
        "staff": {"level": "INFO"},
    },
}
