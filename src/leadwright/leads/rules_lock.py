"""Who moves a lead holds the rules together with all others who do; who changes the rules holds them alone.

The rules are always held before any lead is locked: a change that moves leads on would wait for itself else.
Contacts are held before the rules, and so are the own organisation and its roles by who removes a role.
"""

from django.db import connection

RULES_LOCK = 7_305_811_903


def hold_rules() -> None:
    """Keep the rules as they are until the transaction ends; whoever moves a lead does, at the same time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [RULES_LOCK])


def hold_rules_alone() -> None:
    """One change at a time; and no lead moves while what it may become is being changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RULES_LOCK])
