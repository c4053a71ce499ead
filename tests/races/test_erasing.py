"""An erasure and what is tied to the person at the same moment: nothing of the person is left either way."""

from pathlib import Path

import pytest
from django.db import connections

from leadwright.contacts.models import Contact
from leadwright.foundation.clock import now
from leadwright.leads.models import Lead
from leadwright.privacy.models import Receipt, RetentionRule
from leadwright.privacy.retaining import run, set_rule
from tests.makers import NOON, House, make_contact, make_lead
from tests.races.serving import Visitor, at_once

pytestmark = pytest.mark.usefixtures("committed")
SECRET = "Zyxwvut"


@pytest.fixture(autouse=True)
def journal(settings, erasures: Path) -> None:
    """Write erasures down where the server does."""
    settings.ERASURES = str(erasures)
    erasures.unlink(missing_ok=True)


@pytest.fixture
def house(committed: None) -> House:
    """Return a vendor and its partners, committed."""
    return House()


def eva(house: House, **more) -> Contact:
    return make_contact(house.adm, kind="person", name=f"Eva {SECRET}", email="eva@secret.example", **more)


def lead_for(contact: Contact, house: House) -> dict[str, object]:
    return {
        "type": "partner-lead",
        "description": f"{SECRET} wants chairs",
        "contact": {"id": contact.pk},
        "owner": house.adm.email,
        "confirm_new": True,
    }


def texts_of(contact: Contact) -> str:
    rows = Lead.objects.filter(contact=contact).values_list("description", "search")
    return " ".join(text for row in rows for text in row)


def test_a_lead_is_made_and_erased_or_not_made_at_all(address: str, house: House, rounds: int) -> None:
    linker, eraser = Visitor(address, house.adm), Visitor(address, house.adm)
    for _ in range(rounds):
        contact = eva(house)
        made, erased = at_once(
            [
                lambda contact=contact: linker.call("/leads", lead_for(contact, house)),
                lambda contact=contact: eraser.call(f"/contacts/{contact.pk}/erase", {"confirm": True}),
            ]
        )
        assert erased.status_code == 200, erased.text
        assert made.status_code in (201, 422), made.text
        assert Lead.objects.filter(contact=contact).count() == (made.status_code == 201)
        assert SECRET.casefold() not in texts_of(contact).casefold()


def test_a_lead_is_changed_while_its_contact_is_erased(address: str, house: House, rounds: int) -> None:
    worker, eraser = Visitor(address, house.adm), Visitor(address, house.adm)
    for _ in range(rounds):
        contact, other = eva(house), make_contact(house.adm)
        lead = make_lead(house.adm, contact=other, description="plain", at=now())
        party = {"person": contact.pk}
        joined, erased = at_once(
            [
                lambda lead=lead, party=party: worker.call(f"/leads/{lead.pk}/parties", party),
                lambda contact=contact: eraser.call(f"/contacts/{contact.pk}/erase", {"confirm": True}),
            ]
        )
        assert erased.status_code == 200, erased.text
        assert joined.status_code in (200, 201, 422), joined.text
        assert SECRET.casefold() not in Lead.objects.get(pk=lead.pk).search


def test_the_same_person_is_erased_once(address: str, house: House, rounds: int) -> None:
    visitors = [Visitor(address, house.adm) for _value in range(3)]
    for turn in range(rounds):
        contact = eva(house)
        answers = at_once(
            [
                lambda v=v, contact=contact: v.call(f"/contacts/{contact.pk}/erase", {"confirm": True})
                for v in visitors
            ]
        )
        assert sorted(answer.status_code for answer in answers) == [200, 404, 404]
        assert Receipt.objects.count() == turn + 1


def test_retention_and_a_new_lead_never_both_have_the_contact(
    address: str, house: House, rounds: int
) -> None:
    linker = Visitor(address, house.adm)
    set_rule("unused", months=1, active=True, by=house.adm, at=NOON)
    for _ in range(rounds):
        contact = eva(house)
        made, gone = at_once(
            [lambda contact=contact: linker.call("/leads", lead_for(contact, house)), let_go_here]
        )
        kept = Contact.objects.get(pk=contact.pk).erased_at is None
        assert (made.status_code == 201) == kept, (made.text, gone)
        assert Lead.objects.filter(contact=contact).count() == kept


def let_go_here() -> int:
    """Run the rule as a worker does, on a connection of this thread."""
    try:
        return run(RetentionRule.objects.get(), at=now())
    finally:
        connections.close_all()
