"""Who moves a lead holds the rules together with all others who do; who changes the rules holds them alone.

The rules are always held before any lead is locked: a change that moves leads on would wait for itself else.
Whether the rules still stand is asked once a request, and again by whoever comes to hold them.
Contacts are held before the rules, and so are the own organisation and its roles by who removes a role.
"""

from django.db import connection
from django.db.models import BigIntegerField, Func, TextField, Value

from leadwright.foundation.asked import forget

RULES_LOCK = 7_305_811_903
RULES = "rules"


def hold_rules() -> None:
    """Keep the rules as they are until the transaction ends; whoever moves a lead does, at the same time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [RULES_LOCK])
    forget_rules()


def holding_rules() -> Func:
    """Return the same as an expression: whoever locks a row holds the rules in the same statement, before it.

    What was known of the rules is to be forgotten then.
    """
    key = Value(RULES_LOCK, output_field=BigIntegerField())
    return Func(key, function="pg_advisory_xact_lock_shared", output_field=TextField())


def hold_rules_alone() -> None:
    """One change at a time; and no lead moves while what it may become is being changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RULES_LOCK])
    forget_rules()


def forget_rules() -> None:
    """What was answered before the rules were held may have changed since."""
    forget(RULES)
