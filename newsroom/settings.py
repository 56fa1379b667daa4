"""Settings, every one from the environment; without any, one machine with SQLite will do."""

import secrets
from datetime import timedelta
from email.utils import formataddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.management.utils import get_random_secret_key
from django.utils.csp import CSP

from articles.editor import EDITOR_EXTENSIONS, EDITOR_MENU_GROUPS, EDITOR_STYLE_HASH
from newsroom import stylesheet

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
# Everything that the running site writes lies below this one folder.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

# The site

PORT = env.int("PORT", default=8000)
# Decides absolute URLs, hosts, CSRF origins, secure cookies and HSTS; no request is asked for it.
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
SITE_NAME = env.str("SITE_NAME", default="Newsroom")
SITE_TAGLINE = env.str("SITE_TAGLINE", default="")
SITE_FOOTER = env.str("SITE_FOOTER", default="")
# "Day" always means a day in this zone; instants are stored in UTC.
SITE_ZONE = env.str("SITE_ZONE", default="UTC")
# The newsroom's policies that are no pages of the site, by their property of schema.org's
# publisher, as "ethicsPolicy=https://…,diversityPolicy=https://…" (names: `articles.policies`).
POLICIES = env.dict("POLICIES", default={})
# Where readers write who have found an error in a story; without it no story offers it.
CORRECTIONS_EMAIL = env.str("CORRECTIONS_EMAIL", default="")
# The newsroom's account, "@courier", for cards of its stories.
TWITTER_SITE = env.str("TWITTER_SITE", default="")
# Whether readers may see the editions that are over, and what changed from one to the next.
PUBLIC_RECORD = env.bool("PUBLIC_RECORD", default=True)

_site = urlsplit(SITE_URL)
LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SITE_IS_LOCAL = (_site.hostname or "") in {"127.0.0.1", "localhost", "::1"}
SITE_IS_SECURE = _site.scheme == "https"

# How many proxies stand in front, each adding to X-Forwarded-For whom it was asked by.
PROXIES = env.int("PROXIES", default=1 if SITE_IS_SECURE else 0)

ALLOWED_HOSTS = LOOPBACK_HOSTS if SITE_IS_LOCAL else [_site.hostname or ""]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
DEBUG = env.bool("DEBUG", default=False)


def _secret_key(path: Path) -> str:
    """Return the key in `path`; make one first, readable by its owner alone, if there is none."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key())
        try:
            path.hardlink_to(draft)  # fails, rather than overwrites, when another process won
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="") or _secret_key(VAR_DIR / "secret_key")

# Parts

INSTALLED_APPS = [
    "newsroom.apps.DeskConfig",  # the Django admin, as the desk
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "js_asset",
    "taggit",
    "django_prose_editor",
    "axes",
    "people",
    "articles",
    "newsroom.apps.NewsroomConfig",  # last: its roles name the permissions of all the others
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.compression.TextCompression",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",  # last: its answer takes the place of the login page's
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Data

# Without an address not a URL: a folder's name may hold what means something else in one.
_database: dict[str, Any] = (
    dict(env.db("DATABASE_URL"))
    if env.str("DATABASE_URL", default="")
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": str(VAR_DIR / "newsroom.sqlite3")}
)
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database |= {
        "OPTIONS": {
            # Writers queue at BEGIN instead of failing half-way (SQLITE_BUSY on upgrade).
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
        # A file: threads of one test must see one database.
        "TEST": {"NAME": str(VAR_DIR / "test.sqlite3")},
    }
else:
    _database.setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8}
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}

MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STORAGES = {
    # A name says what is in the file, so whoever writes one that is there writes the same.
    "default": {"BACKEND": "newsroom.storage.WholeFiles", "OPTIONS": {"allow_overwrite": True}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# People

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it stops who has tried too often
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
PASSWORD_RESET_TIMEOUT = 60 * 60  # a link to choose a password works once, for an hour
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# Ten tries in a quarter of an hour for each account and address, counted until one succeeds. Who
# is locked out comes in from elsewhere, or later; trying meanwhile does not prolong it.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "newsroom.entrance.locked_out"
AXES_USERNAME_CALLABLE = "newsroom.entrance.account_key"
AXES_CLIENT_IP_CALLABLE = "newsroom.entrance.client_address"
# Tries are for counting: no pages, no diary of who came when, and they go when they are old.
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken", "next"]
AXES_VERBOSE = False

# Language and time

# What readers' pages speak, to everybody alike; the desk speaks English.
LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")
# Those with words in `newsroom/locale` and dates in `newsroom/formats`.
LANGUAGES = [("en", "English"), ("ar", "العربية"), ("fr", "français")]
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]
FORMAT_MODULE_PATH = ["newsroom.formats"]
USE_TZ = True
TIME_ZONE = SITE_ZONE

# Tags

TAGGIT_CASE_INSENSITIVE = True

# The desk check

# By check or by one of its rules: info, warning, error or off, as "names=info,links.http=off".
DESK_CHECK_LEVELS = env.dict("DESK_CHECK_LEVELS", default={})
# The modules in which the checks stand; a newsroom's own come after ours.
DESK_CHECKS = [
    "articles.deskcheck.attribution",
    "articles.deskcheck.names",
    "articles.deskcheck.quotations",
    "articles.deskcheck.completeness",
    "articles.deskcheck.sourcing",
    "articles.deskcheck.placeholders",
    "articles.deskcheck.accidents",
    "articles.deskcheck.links",
    *env.list("DESK_CHECKS", default=[]),
]

# The body's editor

DJANGO_PROSE_EDITOR_EXTENSIONS = EDITOR_EXTENSIONS
DJANGO_PROSE_EDITOR_MENU_GROUPS = EDITOR_MENU_GROUPS

# Mail

_mail = env.email("EMAIL_URL", default="consolemail://")
# As Django 6.1 has it; the URL's reader still speaks of the settings before it.
_mail_options = {
    "host": _mail["EMAIL_HOST"],
    "port": _mail["EMAIL_PORT"],
    "username": _mail["EMAIL_HOST_USER"],
    "password": _mail["EMAIL_HOST_PASSWORD"],
    "file_path": _mail["EMAIL_FILE_PATH"],
    "timeout": 10 if _mail["EMAIL_HOST"] else None,  # seconds; somebody waits for an invitation
    "use_tls": _mail.get("EMAIL_USE_TLS"),
    "use_ssl": _mail.get("EMAIL_USE_SSL"),
}
MAILERS = {
    "default": {
        "BACKEND": _mail["EMAIL_BACKEND"],
        "OPTIONS": {name: value for name, value in _mail_options.items() if value},
    },
}
MAIL_IS_PRINTED = _mail["EMAIL_BACKEND"].endswith(".console.EmailBackend")
DEFAULT_FROM_EMAIL = env.str(
    "EMAIL_FROM", default=formataddr((SITE_NAME, f"newsroom@{_site.hostname}"))
)

# Security

# Readers' pages: nothing but our own style sheet and pictures.
READER_STYLES = stylesheet.read()
READER_STYLES_SOURCE = stylesheet.source(READER_STYLES)
SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF, READER_STYLES_SOURCE],
    "img-src": [CSP.SELF],
    "connect-src": [CSP.SELF],  # offers while one types; robots.txt, for those who examine a page
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
# The search page alone runs a module of ours, which offers names while one types.
SEARCH_CSP: dict[str, list[str]] = SECURE_CSP | {"script-src": [CSP.SELF]}
# The desk also runs our modules; import maps are inline and carry the nonce.
DESK_CSP = SECURE_CSP | {
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, EDITOR_STYLE_HASH, READER_STYLES_SOURCE],
    "img-src": [CSP.SELF, "data:"],
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_IS_SECURE
SESSION_COOKIE_AGE = 12 * 60 * 60
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SITE_IS_SECURE else 0
# The publisher's other hosts are bound only when asked for.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_SSL_REDIRECT = SITE_IS_SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # a load balancer asks without TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE_IS_SECURE else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
# A whole story and its by-lines fit; a flood does not.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
