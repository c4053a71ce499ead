"""System checks of our own: what `leadwright check` proves before the product runs."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import connections

from leadwright.config import roles
from leadwright.config.reactions import REACTIONS
from leadwright.history.facts import fact_kinds


def register() -> None:
    """Add our checks to Django's."""
    checks.register(each_reaction_has_its_fact)
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
    return [
        checks.Error(
            f"The database role of DATABASE_URL {fault}.",
            hint="Let `leadwright migrate` run with DATABASE_OWNER_URL, and the product with a role of its own.",
            id="leadwright.E002",
        )
        for fault in roles.faults(connections["default"])
    ]
