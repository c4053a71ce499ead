"""The orders of a list of leads: the columns of each, which rise or fall together, and the index that serves it."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.markers import Currency
from leadwright.people.filtering import Direction, Order
from leadwright.people.reach import Permission

USUAL = "clock"
# The permission without which nobody filters or sorts by amounts.
KNOWS_AMOUNTS: Permission = "lead.see_deal"
CLOCK = ("due_order", "rank", "number")
# Amounts of two currencies are not compared: each currency is a row of its own.
AMOUNTS = ("target_currency", "amount_order", "number")
ORDERS = (
    Order(
        name="clock",
        words=_("Clock"),
        words_down=_("Clock, latest first"),
        columns=CLOCK,
        index="clock",
        other_names=("next_due_at",),
    ),
    Order(
        name="priority",
        words=_("Lowest priority first"),
        words_down=_("Highest priority first"),
        columns=("rank", "due_order", "number"),
        index="prio",
        falls=True,
    ),
    Order(
        name="amount",
        words=_("Smallest amount first"),
        words_down=_("Largest amount first"),
        columns=AMOUNTS,
        index="amount",
        other_names=("target_amount",),
        needs=KNOWS_AMOUNTS,
    ),
    Order(
        name="created",
        words=_("Oldest first"),
        words_down=_("Newest first"),
        columns=("number",),
        index="number",
        other_names=("started_at",),
    ),
    Order(
        name="updated",
        words=_("Longest unchanged first"),
        words_down=_("Last changed first"),
        columns=("updated_at", "number"),
        index="update",
        other_names=("updated_at",),
    ),
    Order(
        name="expected",
        words=_("Expected completion"),
        words_down=_("Expected completion, latest first"),
        columns=("expected_completion_at", "number"),
        index="expect",
        other_names=("expected_completion_at",),
    ),
    Order(
        name="contact",
        words=_("Name"),
        words_down=_("Name, from Z to A"),
        columns=("contact_sort", "number"),
        index="name",
    ),
    Order(
        name="partner",
        words=_("Partner"),
        words_down=_("Partner, from Z to A"),
        columns=("partner_sort", "number"),
        index="partner",
    ),
    Order(
        name="number",
        words=_("Number"),
        words_down=_("Number, highest first"),
        columns=("number",),
        index="number",
    ),
)
DIRECTIONS: dict[str, Direction] = {
    direction.name: direction for order in ORDERS for direction in order.directions()
}
KINDS: dict[str, type] = {
    "due_order": datetime,
    "rank": int,
    "number": int,
    "amount_order": Decimal,
    "target_currency": Currency,
    "contact_sort": str,
    "partner_sort": str,
    "expected_completion_at": datetime,
    "updated_at": datetime,
}
