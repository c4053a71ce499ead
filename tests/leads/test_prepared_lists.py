"""A list that is asked for by known SQL holds what it holds by SQL that is built for its reader alone."""

import pytest

from leadwright.leads import listing
from leadwright.leads.filters import LEADS, reader_of
from leadwright.leads.models import Lead, LeadQuerySet
from tests.makers import NOON, make_lead

ADDRESSES = (
    {"owner": "any"},
    {"owner": "me"},
    {"owner": "team"},
    {"owner": "none", "ordering": "-created"},
    {"owner": "any", "state": "any"},
    {"owner": "any", "state": "PENDING"},
    {"owner": "any", "state": "PENDING,IN_PROGRESS"},
    {"owner": "any", "source": "website"},
    {"owner": "any", "acceptance": "NOT_NEEDED"},
    {"owner": "any", "amount_from": "1"},
    {"owner": "any", "qualification": "due"},
    {"owner": "any", "acceptance": "NOT_NEEDED", "ordering": "-partner"},
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
            assert [row[:1] for row in asked] == list(rows.values_list("number"))
            number = listing.counted(chosen, bound=100, narrow=LeadQuerySet.open)
            assert number == listing.chosen_leads(chosen, narrow=LeadQuerySet.open).count()


@pytest.mark.parametrize("owner", ["me", "team"])
@pytest.mark.parametrize("order", [direction.name for direction in LEADS.directions()])
def test_what_somebody_works_on_is_sorted_as_all_leads_are(house, owner, order):
    leads = [make_lead(house.bob, priority=number) for number in (3, 9, 3, 5)]
    Lead.objects.filter(pk=leads[1].pk).update(team=[house.bob.pk])
    chosen = LEADS.read({"owner": owner, "ordering": order}, reader_of(house.bob, NOON))
    every = list(Lead.objects.worked_by(house.bob).sorted(order).values_list("pk", flat=True))
    assert [lead.pk for lead in listing.page(chosen, size=50)] == every
    first = listing.page(chosen, size=2)
    place = first.values_list(*first.to_follow(order))[1]
    assert [lead.pk for lead in listing.page(chosen, size=50, after=place)] == every[2:]
