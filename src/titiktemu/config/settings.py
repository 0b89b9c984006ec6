"""Settings of the site, all from the environment; docs/operating.md explains each.

Three modes: ``demo`` (one machine, loopback only, invented data), ``serve`` (production) and ``test``.
"""

from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import environ
from django.utils.csp import CSP

env = environ.Env()

ROOT: Final = Path(__file__).resolve().parents[3]
PACKAGE: Final = ROOT / "src" / "titiktemu"
MODE: Final[str] = env.str("TITIKTEMU_MODE", default="serve")
VAR: Final = Path(env.str("TITIKTEMU_VAR", default=str(ROOT / "var")))
DEMO: Final = MODE == "demo"


def _secret(name: str) -> str:
    """Read a secret; outside production an obvious stand-in keeps commands such as ``--help`` working."""
    value: str = env.str(name, default="")
    if value or MODE == "serve":
        return value
    kept = VAR / "demo-secret"
    return kept.read_text().strip() if MODE == "demo" and kept.exists() else f"insecure-{MODE}-{name.lower()}"


# An empty key would stop Django before `serve` could explain what is missing; serve refuses this value.
SECRET_KEY = _secret("TITIKTEMU_SECRET_KEY") or "insecure-unset"
AUDIT_KEY = _secret("TITIKTEMU_AUDIT_KEY") or "insecure-unset"
DEBUG = env.bool("TITIKTEMU_DEBUG", default=False)
PUBLIC_URL = env.str("TITIKTEMU_PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("TITIKTEMU_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("https://") else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_htmx",
    "django_tasks_db",
    "titiktemu.foundation",
    "titiktemu.candour",
    "titiktemu.documents",
    "titiktemu.consultation",
    "titiktemu.catalogue",
    "titiktemu.questionnaires",
    "titiktemu.meetings",
    "titiktemu.meetings.stakeholders",
    "titiktemu.step1_issues.participation",
    "titiktemu.step1_issues.evidence",
    "titiktemu.step1_issues",
    "titiktemu.step3_team",
    "titiktemu.step2_forum.maps",
    "titiktemu.step2_forum.efforts",
    "titiktemu.step2_forum.roles",
    "titiktemu.step2_forum.understanding",
    "titiktemu.step2_forum.needs",
    "titiktemu.step2_forum",
    "titiktemu.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Static files are compressed once, by whitenoise; pages here, for bad lines (its padding answers BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "titiktemu.web.middleware.ActorMiddleware",
    "titiktemu.web.middleware.RuleMiddleware",
]

ROOT_URLCONF = "titiktemu.config.urls"
WSGI_APPLICATION = "titiktemu.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "titiktemu.web.context.site",
            ],
            "builtins": ["titiktemu.web.templatetags.look", "django.templatetags.i18n"],
        },
    },
]


def _database() -> dict[str, Any]:
    """SQLite under ``var/`` unless DATABASE_URL names a PostgreSQL."""
    given = env.str("DATABASE_URL", default="")
    if given:
        found: dict[str, Any] = env.db_url_config(given)
        if found["ENGINE"].endswith("postgresql") and MODE != "test":
            # One pool a process; persistent connections and a pool exclude each other.
            found["OPTIONS"] = {**found.get("OPTIONS", {}), "pool": True}
        if not found["ENGINE"].endswith("sqlite3"):
            return found
        name = found["NAME"]
    else:
        name = ":memory:" if MODE == "test" else VAR / "titiktemu.sqlite3"
    # FULL, because halls lose their power: a vote that was acknowledged is on the disk.
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": options}


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {
    "default": {
        "BACKEND": "django.tasks.backends.immediate.ImmediateBackend"
        if MODE == "test"
        else "django_tasks_db.DatabaseBackend",
    },
}
# Name of the job -> (function, seconds between two runs); the worker's tick calls what is due.
PERIODIC = {
    "audit-anchor": ("titiktemu.foundation.audit.write_anchor", 60),
    "catalogue-jobs": ("titiktemu.catalogue.tasks.look_after_jobs", 30),
    "catalogue-store": ("titiktemu.catalogue.tasks.sweep_store", 3600),
    "evidence-visits": ("titiktemu.step1_issues.evidence.tasks.look_after", 60),
    "evidence-store": ("titiktemu.step1_issues.evidence.tasks.sweep_store", 3600),
    "meetings": ("titiktemu.meetings.tasks.look_after_meetings", 600),
    "photos-store": ("titiktemu.meetings.tasks.look_after_photos", 3600),
    "stakeholder-contacts": ("titiktemu.meetings.stakeholders.tasks.forget_contacts", 3600),
    "papers-store": ("titiktemu.documents.tasks.sweep_store", 3600),
    "opinion-maps": ("titiktemu.consultation.tasks.redraw_due_maps", 60),
    "questionnaire-work": ("titiktemu.questionnaires.tasks.look_after_work", 30),
    "tidy": ("titiktemu.foundation.periodic.tidy", 600),
}

AUTH_USER_MODEL = "foundation.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "web:sign_in"
LOGIN_REDIRECT_URL = "web:home"
LOGOUT_REDIRECT_URL = "web:home"
ACCOUNT_ADAPTER = "titiktemu.web.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 3
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Titik Temu: "
# Thirty phones in a hall share one address, so allauth's limits by address are off; ours go by session
# and by invitation and are kept in the database (foundation/limits.py).
ACCOUNT_RATE_LIMITS = False


def _mailer() -> dict[str, Any]:
    """E-mail from TITIKTEMU_EMAIL_URL: console:, file:/folder, smtp://user:password@host:port[?tls=1|ssl=1]."""
    url = urlsplit(env.str("TITIKTEMU_EMAIL_URL", default="console:"))
    if url.scheme == "console":
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if url.scheme == "file":
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": url.path or str(VAR / "mail")},
        }
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": url.hostname or "localhost",
            "port": url.port or 25,
            "username": unquote(url.username or ""),
            "password": unquote(url.password or ""),
            "use_tls": "tls=1" in url.query,
            "use_ssl": "ssl=1" in url.query,
            "timeout": 15,
        },
    }


MAILERS = {"default": _mailer()}
DEFAULT_FROM_EMAIL = env.str("TITIKTEMU_EMAIL_FROM", default="Titik Temu <titiktemu@localhost>")

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MODE == "serve"
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
# The demo and the tests serve the source files as they are: nothing to collect, one step less to start.
WHITENOISE_USE_FINDERS = MODE != "serve"
WHITENOISE_AUTOREFRESH = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "titiktemu.web.views.errors.csrf_failure"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if PUBLIC_URL.startswith("https://") else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PUBLIC_URL.startswith("https://") else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# A table with a hundred columns and more is confirmed in one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
# The largest file that the catalogue takes, in bytes; the environment says it in megabytes.
UPLOAD_LIMIT = env.int("TITIKTEMU_UPLOAD_LIMIT", default=500) * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "titiktemu.catalogue.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Seconds between two requests to one server when articles are fetched; its robots.txt may ask for more.
FETCH_SECONDS_BETWEEN = 5.0
# Number and port of the one server on this machine that tests start. Never set in real use.
FETCH_ALLOWED_FOR_TESTS: tuple[str, int] | tuple[()] = ()
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Warnings and errors only, and no request lines: addresses may hold codes.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
