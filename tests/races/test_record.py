"""Two people at one lead's record at the same moment: nothing doubles, and the dates never contradict each other."""

from functools import partial

import pytest
import requests

from leadwright.history.models import Entry
from leadwright.leads.dates import basis_of
from leadwright.leads.estimate import expected_after
from leadwright.leads.models import Lead
from tests.leads.recording import a_product
from tests.makers import House, fresh, make_lead, moment
from tests.races.serving import Visitor, at_once

FIVE = {"expected_completion_at": "2026-03-07T09:00:00+01:00"}
TEN = {"estimate": {"amount": 10, "unit": "days"}}
pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def house(committed: None) -> House:
    """Return a vendor and its partners, committed."""
    return House()


def change(visitor: Visitor, lead: Lead, body: dict[str, object]) -> requests.Response:
    return visitor.call(f"/leads/{lead.pk}", body, method="PATCH", If_Match='"1"')


def entries(lead: Lead, fact: str) -> int:
    return Entry.objects.about("lead", lead.pk).filter(fact=fact).count()


def test_the_same_member_and_product_added_at_once_are_there_once(
    address: str, house: House, rounds: int
) -> None:
    visitors = [Visitor(address, user) for user in (house.ann, house.bob, house.adm)]
    product = a_product().code
    things = {"team": {"user": house.bob.email}, "products": {"product": product}}
    for _ in range(rounds):
        lead = make_lead(house.ann)
        for kind, body in things.items():
            path = f"/leads/{lead.pk}/{kind}"
            answers = at_once([lambda v=v, p=path, b=body: v.call(p, b) for v in visitors])
            assert sorted(answer.status_code for answer in answers) == [201, 422, 422]
        assert fresh(lead).team == [house.bob.pk]
        assert lead.products.count() == 1
        assert (entries(lead, "lead.member_added"), entries(lead, "lead.product_added")) == (1, 1)


@pytest.mark.asvs("2.2.3")
def test_an_estimate_and_an_expected_date_at_once_end_as_one(address: str, house: House, rounds: int) -> None:
    ann, bob = Visitor(address, house.ann), Visitor(address, house.bob)
    for _ in range(rounds):
        lead = make_lead(house.ann, at=moment("2026-03-02 09:00"))
        rows = [partial(change, ann, lead, TEN), partial(change, bob, lead, FIVE)]
        assert sorted(row.status_code for row in at_once(rows)) == [200, 409]
        now = fresh(lead)
        amount, unit = now.estimate.split()
        basis = basis_of(now)
        end = expected_after(basis["start"], int(amount), unit, time_zone=basis["time_zone"])
        assert (end, now.estimate in ("10 days", "5 days")) == (now.expected_completion_at, True)
        assert entries(lead, "lead.edited") == 1
