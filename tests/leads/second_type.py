"""A second lead type in force, to which open leads can be handed."""

from dataclasses import replace

from leadwright.leads.actions import configuration_lists
from leadwright.leads.configuration.blueprint import Arrow
from leadwright.leads.configuration.rows import stored
from leadwright.people.models import User
from tests.makers import NOON, House, make_user


def second_type(house: House) -> User:
    """Return the administrator, with a second type in force that has no status In contact."""
    vera = make_user("vera", unit=house.dina.unit, profile="administrator")
    configuration_lists.add_type({"en": "Showroom"}, by=vera, at=NOON)
    plan = stored().type("S")
    gone = "in-contact"
    configuration_lists.put_type(
        replace(
            plan,
            statuses=tuple(row for row in plan.statuses if row != gone),
            defaults=tuple("working-with-customer" if row == gone else row for row in plan.defaults),
            transitions=(
                *(row for row in plan.transitions if gone not in (row.start, row.end)),
                Arrow(start="working-with-customer", end="nurture-in-progress"),
            ),
        ),
        by=vera,
        at=NOON,
    )
    definition = stored().definitions[0]
    configuration_lists.put_definition(replace(definition, types=(*definition.types, "S")), by=vera, at=NOON)
    return vera
