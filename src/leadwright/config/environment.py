"""What may be set from outside: one list of environment variables, read by the settings and told by the docs."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from leadwright.foundation.numbers import integer_in


@dataclass(frozen=True, kw_only=True)
class Variable:
    """An environment variable: its name, what holds without it, and what it is for."""

    name: str
    default: str = ""
    purpose: str


VARIABLES = (
    Variable(
        name="DATABASE_URL",
        purpose="PostgreSQL 15 or newer, as the role that runs the product, which cannot change history.",
    ),
    Variable(
        name="DATABASE_OWNER_URL",
        purpose="The same database as the role that owns the tables; only `leadwright migrate` uses it.",
    ),
    Variable(
        name="SECRET_KEY",
        purpose="At least 32 random characters, the same for all processes; nothing starts without it.",
    ),
    Variable(
        name="SECRET_KEY_FALLBACKS",
        purpose="Secret keys of earlier times, with spaces between them: what they encrypted or signed stays readable.",
    ),
    Variable(
        name="LEADWRIGHT_BASE_URL",
        default="http://127.0.0.1:8000",
        purpose="The address that people type; links in mails begin with it, and https makes the cookies secure.",
    ),
    Variable(
        name="LEADWRIGHT_SMTP_URL",
        purpose="The mail server: `smtp://user:password@host:port?tls=starttls`, or `tls=ssl`, or `tls=none`.",
    ),
    Variable(
        name="LEADWRIGHT_FROM",
        default="Leadwright <leadwright@localhost>",
        purpose="The sender of all mails.",
    ),
    Variable(
        name="LEADWRIGHT_IMAP_URL",
        purpose="The mailboxes that mail is fetched from, with spaces between them: "
        "`imaps://user:password@host/INBOX?move=Done&organisation=Name`.",
    ),
    Variable(
        name="LEADWRIGHT_MAIL_ORGANISATION",
        purpose="Whose mail it is where a mailbox names nobody: without it the first organisation that hands leads "
        "out, else the first of all.",
    ),
    Variable(
        name="LEADWRIGHT_MAIL_LARGEST",
        default="25",
        purpose="How many megabytes one mail may have; of a larger one only the beginning is fetched.",
    ),
    Variable(
        name="LEADWRIGHT_MAIL_DAYS",
        default="365",
        purpose="For how many days the original of a mail is kept that was read; 0 keeps it for good.",
    ),
    Variable(
        name="LEADWRIGHT_ANCHOR",
        purpose="Where the last seal of history goes every day besides the log: a file or a mail address, "
        "best on another machine.",
    ),
    Variable(
        name="LEADWRIGHT_ERASURES",
        purpose="The file in which erasures are written down, to be repeated after a backup was restored; by "
        "default `erasures.jsonl` in LEADWRIGHT_DATA. Keep it with your backups, on another disk.",
    ),
    Variable(
        name="LEADWRIGHT_NATIONAL_NUMBERS",
        default="off",
        purpose="`on` lets companies keep national register numbers of people, encrypted; off, there is no such "
        "field and what was kept before cannot be read. Ask a lawyer first.",
    ),
    Variable(
        name="LEADWRIGHT_DATA",
        default=".data",
        purpose="The folder of the embedded database and its secrets, which are not used with DATABASE_URL, and of "
        "what people attach.",
    ),
    Variable(
        name="LEADWRIGHT_FILES",
        purpose="The folder of what people attach, the same for all processes; by default `files` in LEADWRIGHT_DATA. "
        "It belongs to each backup.",
    ),
    Variable(
        name="LEADWRIGHT_FILE_LIMIT",
        default="25",
        purpose="How many megabytes a file that is attached may have.",
    ),
    Variable(
        name="LEADWRIGHT_STORE_QUOTA",
        default="5",
        purpose="How many gigabytes the files of a company may take together.",
    ),
    Variable(
        name="LEADWRIGHT_BUCKET",
        purpose="The bucket of a store that speaks S3, in place of the folder; needs `leadwright[s3]`.",
    ),
    Variable(
        name="LEADWRIGHT_BUCKET_ENDPOINT",
        purpose="The address of that store, such as `https://s3.example.com`; without it that of AWS.",
    ),
    Variable(name="LEADWRIGHT_BUCKET_REGION", purpose="The region of that store."),
    Variable(name="LEADWRIGHT_BUCKET_ACCESS_KEY", purpose="The access key for that store."),
    Variable(
        name="LEADWRIGHT_BUCKET_SECRET_KEY",
        purpose="The secret key for that store; without keys those that boto3 finds are used.",
    ),
    Variable(
        name="LEADWRIGHT_DEMO",
        purpose="Set by `leadwright demo`: mails stay in the built-in mailbox, and the demo users may sign in.",
    ),
    Variable(
        name="LEADWRIGHT_POOL",
        default="8",
        purpose="How many database connections a web process keeps; 0 opens one for each thread instead.",
    ),
    Variable(
        name="LEADWRIGHT_PREPARED",
        default="on",
        purpose="`on` lets the database plan a repeated statement once for each connection; `off` for a pooler "
        "in between that hands out connections by transaction, such as PgBouncer: an export then waits in memory.",
    ),
    Variable(
        name="LEADWRIGHT_STATEMENT_TIMEOUT",
        default="30000",
        purpose="Milliseconds after which the database gives up on a statement; 0 never does.",
    ),
    Variable(
        name="LEADWRIGHT_PROXIES",
        default="0",
        purpose="How many trusted proxies stand in front; their X-Forwarded-For and X-Forwarded-Proto are believed.",
    ),
    Variable(
        name="LEADWRIGHT_RATE_LIMIT",
        default="600",
        purpose="How many requests a minute are answered to a token, to a session, and to a network that is not "
        "signed in; 0 is no limit.",
    ),
    Variable(
        name="LEADWRIGHT_HSTS_SUBDOMAINS",
        default="off",
        purpose="`on` tells browsers to ask for https at each subdomain of the address too; all of them must have it.",
    ),
    Variable(
        name="LEADWRIGHT_PUBLIC_API_DOCUMENT",
        default="off",
        purpose="`on` shows the API's document and its page to everybody; off, to who is signed in or has a token.",
    ),
    Variable(
        name="LEADWRIGHT_LOG",
        default="line",
        purpose="`line` writes a line for each record; `json` an object, and one for each request: method, path, "
        "status, milliseconds, number of the user, address, and the id that the page about a fault shows.",
    ),
    Variable(
        name="LEADWRIGHT_TOKEN_DAYS",
        default="180",
        purpose="For how many days a token for the API works, unless a shorter time is chosen for it.",
    ),
    Variable(
        name="LEADWRIGHT_SESSION_HOURS",
        default="12",
        purpose="After how many hours without a page somebody is signed out.",
    ),
    Variable(
        name="LEADWRIGHT_SESSION_DAYS",
        default="7",
        purpose="After how many days somebody signs in again, however often a page was looked at.",
    ),
    Variable(
        name="LEADWRIGHT_POSTGRES_BIN",
        purpose="The folder of another PostgreSQL's programs for the embedded database; the wheel's own without it.",
    ),
)
# What a connection runs for the second time is planned by the database, and after that only run.
PREPARED = {"server_side_binding": True, "prepare_threshold": 1}
_DEFAULTS = {variable.name: variable.default for variable in VARIABLES}


def read(name: str, environ: Mapping[str, str] = os.environ) -> str:
    """Return a variable's text, or its default; one that is not listed cannot be read."""
    return environ.get(name, "").strip() or _DEFAULTS[name]


def number(name: str, *, least: int = 0) -> int:
    """Return a variable that is a whole number, and not less than `least`."""
    text = read(name)
    value = integer_in(text, least=least)
    if value is None:
        raise ValueError(f"{name} must be a whole number of {least} or more, not “{text}”.")
    return value


def choice(name: str, *choices: str) -> str:
    """Return a variable that is one of a few words."""
    text = read(name).lower()
    if text not in choices:
        raise ValueError(f"{name} must be one of {', '.join(choices)}, not “{text}”.")
    return text


def on(name: str) -> bool:
    """Tell whether a switch is set."""
    return read(name).lower() in {"1", "true", "yes", "on"}


def database(url: str, *, options: str) -> dict[str, Any]:
    """Return what Django needs to connect to a PostgreSQL address, with libpq `options` for each session."""
    parts: dict[str, Any] = {
        name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None
    }
    return {
        "ENGINE": "leadwright.config.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": {"connect_timeout": 10, **parts, "options": options},
    }
