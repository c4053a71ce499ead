"""System checks of our own: what `leadwright check` proves before the product runs."""

from collections.abc import Sequence
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import connections

from leadwright.config import roles
from leadwright.config.reactions import REACTIONS
from leadwright.history.facts import fact_kinds

SAID = "The database role of DATABASE_URL {}."
OWN_ROLE = "Let `leadwright migrate` run with DATABASE_OWNER_URL, and the product with a role of its own."
REVOKED = "See “With a PostgreSQL server” in docs/how-to/install.md: data there would escape erasure."
LOGS = "The database server writes values into its log ({})."
QUIET = "See “With a PostgreSQL server” in docs/how-to/install.md: what is erased would stay in that log."
LOCAL_ONLY = ("localhost", ".local", ".localdomain", ".invalid")


def register() -> None:
    """Add our checks to Django's."""
    checks.register(each_reaction_has_its_fact)
    checks.register(a_server_can_use_the_sender)
    checks.register(people_can_type_the_address)
    checks.register(the_role_cannot_change_history, checks.Tags.database)


def each_reaction_has_its_fact(
    app_configs: Sequence[AppConfig] | None, **_options: Any
) -> list[checks.CheckMessage]:
    """Find reactions to facts that nobody records."""
    del app_configs
    unknown = sorted(REACTIONS.keys() - fact_kinds())
    return [
        checks.Error(
            f"config/reactions.py names the fact {name}, which no room declares.", id="leadwright.E001"
        )
        for name in unknown
    ]


def the_role_cannot_change_history(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_options: Any
) -> list[checks.CheckMessage]:
    """Find rights that the running role must not have."""
    del app_configs
    if "default" not in (databases or ()):
        return []
    running = connections["default"]
    return [
        *(
            checks.Error(SAID.format(fault), hint=OWN_ROLE, id="leadwright.E002")
            for fault in roles.faults(running)
        ),
        *(
            checks.Warning(SAID.format(text), hint=REVOKED, id="leadwright.W001")
            for text in roles.cautions(running)
        ),
        *(
            checks.Warning(LOGS.format(setting), hint=QUIET, id="leadwright.W003")
            for setting in roles.logged(running)
        ),
    ]


def a_server_can_use_the_sender(
    app_configs: Sequence[AppConfig] | None, **_options: Any
) -> list[checks.CheckMessage]:
    """Find a sender that mail servers turn away: no address, or one of this machine alone."""
    del app_configs
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    host = address.rpartition("@")[2]
    if not settings.SMTP_URL or ("@" in address and "." in host.strip(".") and not host.endswith(LOCAL_ONLY)):
        return []
    text = f"LEADWRIGHT_FROM is “{settings.DEFAULT_FROM_EMAIL}”, from which no mail server takes a mail."
    return [checks.Warning(text, hint="Name an address of your own domain.", id="leadwright.W002")]


def people_can_type_the_address(
    app_configs: Sequence[AppConfig] | None, **_options: Any
) -> list[checks.CheckMessage]:
    """Find a base address that is none, so that no link in a mail would lead here."""
    del app_configs
    address = urlsplit(settings.BASE_URL)
    if address.scheme in ("http", "https") and address.hostname and not address.path.strip("/"):
        return []
    text = f"LEADWRIGHT_BASE_URL is “{settings.BASE_URL}”, which is no address of a site."
    return [checks.Error(text, hint="Write it like https://leads.example.com.", id="leadwright.E003")]
