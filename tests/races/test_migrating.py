"""A lead comes into a status, or is won, while the settings take that status away."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from leadwright.foundation.clock import now
from leadwright.leads import actions
from leadwright.leads.actions import configuration_lists
from leadwright.leads.configuration.blueprint import TypePlan
from leadwright.leads.configuration.rows import stored
from leadwright.leads.models import Lead
from leadwright.people.models import User
from tests.leads.test_migrating import smaller
from tests.makers import House, fresh, make_lead, make_user
from tests.races.test_linking import both

pytestmark = pytest.mark.usefixtures("committed")
MOVES = {("", "nurture"): "new"}


@pytest.fixture
def house(committed: None) -> House:
    """Return a vendor and its partners, committed."""
    return House()


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator of the installation."""
    return make_user("vera", unit=house.dina.unit, profile="administrator")


def into(lead: Lead, by: User) -> Any:
    return actions.edit(lead.pk, {"status": "nurture"}, by=by, at=now(), version=lead.version)


def out_of(lead: Lead, by: User) -> Any:
    return actions.start(lead.pk, by=by, at=now())


def cancel(lead: Lead, by: User) -> Any:
    return actions.cancel(lead.pk, by=by, at=now())


@pytest.mark.parametrize(("deed", "began"), [(into, "new"), (out_of, "nurture"), (cancel, "nurture")])
def test_no_open_lead_is_left_in_a_status_that_went_away(
    house: House, vera: User, rounds: int, deed: Callable[..., Any], began: str
) -> None:
    full = stored().type("partner-lead")
    assert isinstance(full, TypePlan)
    for _ in range(rounds):
        lead = make_lead(house.ann, at=now())
        if began == "nurture":
            lead = into(lead, house.ann)
        plan = smaller("nurture")
        codes = both(
            lambda lead=lead: deed(lead, house.ann),
            lambda plan=plan: configuration_lists.put_type(plan, by=vera, at=now(), moves=MOVES),
        )
        assert codes[1] == ""
        assert codes[0] in ("", "STATUS_NOT_ALLOWED", "TRANSITION_NOT_ALLOWED", "VERSION_STALE")
        stranded = Lead.objects.open().filter(status__code="nurture")
        assert not stranded.exists(), codes
        configuration_lists.put_type(replace(full), by=vera, at=now())
        assert fresh(lead).version >= lead.version
