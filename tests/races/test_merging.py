"""Two contacts become one while others merge, link or block them: nothing is lost and nothing hangs."""

from typing import Any

import pytest

from leadwright.contacts import actions as contacts
from leadwright.contacts.models import Contact
from leadwright.foundation.clock import now
from leadwright.leads import actions
from leadwright.leads.models import Lead
from tests.makers import House, make_contact, make_lead
from tests.races.test_linking import both

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def house(committed: None) -> House:
    """Return a vendor and its partners, committed."""
    return House()


def pair(house: House) -> tuple[Contact, Contact]:
    return make_contact(house.ann, at=now()), make_contact(house.ann, at=now())


def merge(contact: Contact, other: Contact, by: Any) -> None:
    contacts.merge(contact.pk, other=other.pk, by=by, at=now())


def test_of_two_who_merge_crosswise_one_is_refused(house: House, rounds: int) -> None:
    for _turn in range(rounds):
        row, other = pair(house)
        refused = both(
            lambda item=row, other=other: merge(item, other, house.ann),
            lambda item=row, other=other: merge(other, item, house.bob),
        )
        assert sorted(refused)[0] == ""
        assert sorted(refused)[1] in ("NOT_FOUND", "FIELD_INVALID")
        assert Contact.objects.standing().filter(pk__in=(row.pk, other.pk)).count() == 1


def test_a_lead_that_is_made_meanwhile_is_one_of_the_contact_that_stays(house: House, rounds: int) -> None:
    for _turn in range(rounds):
        stays, other = pair(house)
        made = both(
            lambda other=other: make_lead(house.bob, contact=other, at=now()),
            lambda stays=stays, other=other: merge(stays, other, house.ann),
        )
        assert made == ["", ""]
        assert Lead.objects.latest("pk").contact == stays
        assert Lead.objects.latest("pk").parties.get().contact == stays


def test_a_lead_that_changes_its_contact_meanwhile_follows(house: House, rounds: int) -> None:
    for _turn in range(rounds):
        (stays, other), lead = pair(house), make_lead(house.ann, at=now())
        done = both(
            lambda lead=lead, other=other: actions.edit(
                lead.pk, {"contact": other.pk}, by=house.bob, at=now(), version=lead.version
            ),
            lambda stays=stays, other=other: merge(stays, other, house.ann),
        )
        assert done == ["", ""]
        assert Lead.objects.get(pk=lead.pk).contact == stays


def test_a_contact_that_is_blocked_meanwhile_blocks_the_one_that_stays(house: House, rounds: int) -> None:
    for _turn in range(rounds):
        stays, other = pair(house)
        blocked, merged = both(
            lambda other=other: contacts.edit(other.pk, by=house.bob, at=now(), version=1, blocked=True),
            lambda stays=stays, other=other: merge(stays, other, house.ann),
        )
        assert merged == ""
        assert blocked in ("", "NOT_FOUND")
        assert Contact.objects.get(pk=stays.pk).is_blocked == (blocked == "")
