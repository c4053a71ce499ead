"""The one settings file: Django's settings, from the environment alone."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from leadwright.config import environment
from leadwright.config.file_storage import file_storage
from leadwright.config.logging_settings import logging_settings

PACKAGE = Path(__file__).resolve().parent.parent
BASE_URL = environment.read("LEADWRIGHT_BASE_URL").rstrip("/")
_ADDRESS = urlsplit(BASE_URL)
HTTPS = _ADDRESS.scheme == "https"
DEMO = environment.on("LEADWRIGHT_DEMO")

SECRET_KEY = environment.read("SECRET_KEY")
SECRET_KEY_FALLBACKS = environment.read("SECRET_KEY_FALLBACKS").split()
DEBUG = False
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
# Only the host that people type is answered; on one's own machine by each of its names.
ALLOWED_HOSTS = [_ADDRESS.hostname] if _ADDRESS.hostname not in (*_LOOPBACK, "::1", None) else [*_LOOPBACK]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
ROOT_URLCONF = "leadwright.config.urls"
WSGI_APPLICATION = "leadwright.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"

INSTALLED_APPS = [
    "leadwright.history",
    "leadwright.people",
    "leadwright.clocks",
    "leadwright.messages",
    "leadwright.files",
    "leadwright.diagrams",
    "leadwright.inbox",
    "leadwright.fields",
    "leadwright.contacts",
    "leadwright.consent",
    "leadwright.accounts",
    "leadwright.leads",
    *("leadwright.activities", "leadwright.tasks", "leadwright.processes"),
    "leadwright.communication",
    "leadwright.mails",
    "leadwright.notifications",
    "leadwright.intake",
    "leadwright.privacy",
    "leadwright.exports",
    "leadwright.web",
    "leadwright.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "procrastinate.contrib.django",
    "leadwright.config",
]

MIDDLEWARE = [
    "leadwright.config.request_log.RequestLogMiddleware",
    "leadwright.config.timing.TimingMiddleware",
    "leadwright.config.headers.HeadersMiddleware",
    "leadwright.config.rates.RateMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # After the files, which are compressed when they are built.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    # Before whatever may refuse by itself, and after the language is known.
    "leadwright.api.middleware.ApiMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "leadwright.web.base.middleware.PagesMiddleware",
]

# -- the database ------------------------------------------------------------------------------------------

_POOL = environment.number("LEADWRIGHT_POOL")
_SESSION = (
    f"-c statement_timeout={environment.number('LEADWRIGHT_STATEMENT_TIMEOUT')}"
    " -c idle_in_transaction_session_timeout=60000 -c lock_timeout=10000"
)
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **environment.database(environment.read("DATABASE_URL"), options=_SESSION),
        "CONN_MAX_AGE": 0 if _POOL else 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
if environment.on("LEADWRIGHT_PREPARED"):
    # Planning a statement costs as much as running it: what a connection has run twice is planned once.
    DATABASES["default"]["OPTIONS"] |= environment.PREPARED
else:
    # Who may get another connection with each transaction keeps nothing in one: no open cursor either.
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
if _POOL:
    # A request waits five seconds for a database that is away, and the pool finds it again as soon as it is back:
    # longer tries space themselves out to minutes.
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": _POOL,
        "timeout": 5,
        "reconnect_timeout": 5,
    }

# -- pages -------------------------------------------------------------------------------------------------

_CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            *sorted((PACKAGE / "web").glob("*/templates")),
            PACKAGE / "messages" / "templates",
            PACKAGE / "api" / "templates",
        ],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "leadwright.foundation.pages.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "leadwright.web.base.context.page_context",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": _CONTEXT},
    },
]
FORM_RENDERER = "leadwright.web.base.drawing.Renderer"
STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "web" / "static"
STATICFILES_FINDERS: list[str] = []  # they are collected when they are built
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing of ours goes there
    "files": file_storage(),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# -- words, numbers, time ----------------------------------------------------------------------------------

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("nl", _("Dutch"))]
LOCALE_PATHS = [PACKAGE / "locale"]

# -- who may come in, and how often one may try (rate limits) ----------------------------------------------

AUTHENTICATION_BACKENDS = ["leadwright.config.sign_in.ByAddress"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "leadwright.people.password_rules.NotRepeated"},
    {"NAME": "leadwright.people.password_rules.NotAboutTheAccount"},
    {"NAME": "leadwright.people.password_rules.HardToGuess"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "leadwright.config.doorkeeper.Doorkeeper"
ACCOUNT_FORMS = {
    "login": "leadwright.config.doorkeeper.SignInForm",
    "add_email": "leadwright.config.doorkeeper.NewAddressForm",
    "reset_password": "leadwright.config.resets.ResetForm",
}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "leadwright.config.reset_links.ResetLinks"  # noqa: S105
PASSWORD_RESET_TIMEOUT = 60 * 60
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 2
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
# What is tried at secrets is counted by people/actions/guessing.py, in the database.
ACCOUNT_RATE_LIMITS = dict.fromkeys(
    ("login", "login_failed", "reset_password", "reset_password_from_key"), None
)
MFA_FORMS = {
    "authenticate": "leadwright.config.second_factor.CodeForm",
    "reauthenticate": "leadwright.config.second_factor.CodeAgainForm",
}
MFA_ADAPTER = "leadwright.config.second_factor.Keeper"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the invitation link proved the address
MFA_TOTP_ISSUER = "Leadwright"
MFA_RECOVERY_CODES_SHOW_ONCE = True

TOKEN_DAYS = environment.number("LEADWRIGHT_TOKEN_DAYS", least=1)
PROXIES = environment.number("LEADWRIGHT_PROXIES")

# -- what the browser is told ------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
_OF_THIS_HOST = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_OF_THIS_HOST}session"
CSRF_COOKIE_NAME = f"{_OF_THIS_HOST}csrf"
LANGUAGE_COOKIE_NAME = f"{_OF_THIS_HOST}language"
THEME_COOKIE_NAME = f"{_OF_THIS_HOST}theme"
# What a page says once names people: it stays here, and only the session's key travels.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "leadwright.web.base.refusing.forged"
SESSION_ENGINE = "leadwright.config.session_store"
SESSION_COOKIE_AGE = environment.number("LEADWRIGHT_SESSION_HOURS", least=1) * 60 * 60
SESSION_LONGEST = environment.number("LEADWRIGHT_SESSION_DAYS", least=1) * 24 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.on("LEADWRIGHT_HSTS_SUBDOMAINS")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
RATE_LIMIT = environment.number("LEADWRIGHT_RATE_LIMIT")
PUBLIC_API_DOCUMENT = DEMO or environment.on("LEADWRIGHT_PUBLIC_API_DOCUMENT")
X_FRAME_OPTIONS = "DENY"
# What people attach: where it lies, how large a file may be, and all of a company together, in bytes.
FILES = environment.read("LEADWRIGHT_FILES") or str(Path(environment.read("LEADWRIGHT_DATA")) / "files")
FILE_LIMIT = environment.number("LEADWRIGHT_FILE_LIMIT", least=1) * 1_000_000
STORE_QUOTA = environment.number("LEADWRIGHT_STORE_QUOTA") * 1_000_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_HANDLERS = [
    "leadwright.web.base.uploads.Limited",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = False

# -- mails, jobs, log --------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = environment.read("LEADWRIGHT_FROM")
SMTP_URL = environment.read("LEADWRIGHT_SMTP_URL")
IMAP_URL = environment.read("LEADWRIGHT_IMAP_URL")
MAIL_ORGANISATION = environment.read("LEADWRIGHT_MAIL_ORGANISATION")
MAIL_LARGEST = environment.number("LEADWRIGHT_MAIL_LARGEST", least=1)
MAIL_DAYS = environment.number("LEADWRIGHT_MAIL_DAYS")
ANCHOR = environment.read("LEADWRIGHT_ANCHOR")
ERASURES = environment.read("LEADWRIGHT_ERASURES") or str(
    Path(environment.read("LEADWRIGHT_DATA")) / "erasures.jsonl"
)
NATIONAL_NUMBERS = environment.on("LEADWRIGHT_NATIONAL_NUMBERS")
MAIL_CHANNEL = "mailbox" if DEMO else "smtp"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["leadwright.config.jobs"]

LOG = environment.choice("LEADWRIGHT_LOG", "line", "json")
LOG_REQUESTS = LOG == "json"
LOGGING = logging_settings(LOG)
