"""A list that is asked for by known SQL holds what it holds by SQL that is built for its reader alone."""

import pytest

from leadwright.leads import listing
from leadwright.leads.filters import LEADS, reader_of
from leadwright.leads.models import LeadQuerySet
from tests.makers import NOON, make_lead

ADDRESSES = (
    {"owner": "any"},
    {"owner": "me"},
    {"owner": "team"},
    {"owner": "none", "ordering": "-created"},
    {"owner": "any", "state": "any"},
    {"owner": "any", "source": "website", "q": "a"},
    {"owner": "any", "q": "L-17"},
    {"owner": "any", "due": "overdue"},
)


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_everybody_sees_the_own_list_and_its_number(house, address):
    house.offered(), house.queued(), house.accepted(), make_lead(house.cas), make_lead(house.bob)
    for _again in range(2):
        for user in (house.dina, house.ann, house.bob, house.adm, house.nina, house.cas):
            chosen = LEADS.read(address, reader_of(user, NOON))
            if chosen.faults:
                continue
            rows = listing.page(chosen, size=20, narrow=LeadQuerySet.open)
            asked = listing.lines(chosen, ("number",), size=20, narrow=LeadQuerySet.open)
            assert asked == list(rows.values_list("number"))
            number = listing.counted(chosen, bound=100, narrow=LeadQuerySet.open)
            assert number == listing.chosen_leads(chosen, narrow=LeadQuerySet.open).count()
