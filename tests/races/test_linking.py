"""A contact is blocked while it is tied to a lead, a lead is won while it is extended: one comes first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from leadwright.contacts import actions as contacts
from leadwright.contacts.models import Contact
from leadwright.foundation.clock import now
from leadwright.foundation.refusals import Refused
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.models import Lead
from tests.makers import House, fresh, make_contact, make_lead

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def house(committed: None) -> House:
    """Return a vendor and its partners, committed."""
    return House()


def both(*value: Callable[[], Any]) -> list[str]:
    """Let deeds start at the same moment; return the code of each refusal, empty for what was done."""
    barrier = Barrier(len(value))

    def tried(deed: Callable[[], Any]) -> str:
        barrier.wait()
        try:
            deed()
        except Refused as no:
            return no.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(value)) as pool:
        return list(pool.map(tried, value))


def create(house: House, lead: Lead, contact: Contact) -> None:
    make_lead(house.ann, contact=contact, at=now())


def edit(house: House, lead: Lead, contact: Contact) -> None:
    actions.edit(lead.pk, {"contact": contact.pk}, by=house.ann, at=now(), version=lead.version)


def add(house: House, lead: Lead, contact: Contact) -> None:
    actions.add_party(lead.pk, {"contact": contact.pk}, by=house.ann, at=now())


@pytest.mark.parametrize("link", [create, edit, add])
def test_a_contact_is_never_tied_to_a_lead_after_it_was_blocked(
    house: House, rounds: int, link: Callable[..., None]
) -> None:
    for turn in range(rounds):
        lead, contact = make_lead(house.ann, at=now()), make_contact(house.ann, at=now())
        refused = both(
            lambda lead=lead, contact=contact: link(house, lead, contact),
            lambda contact=contact, turn=turn: block(house, contact, name=f"Blocked {turn}"),
        )
        assert refused[0] in ("", "CONTACT_BLOCKED")
        assert refused[1] == ""
        linked = Lead.objects.filter(parties__company=contact).exists()
        assert linked == (refused[0] == "")
        assert not linked or tied_first(contact)


def block(house: House, contact: Contact, **more: Any) -> None:
    contacts.edit(contact.pk, by=house.ann, at=now(), version=contact.version, blocked=True, **more)


def tied_first(contact: Contact) -> bool:
    """Tell whether history holds the tie before the block: entries are numbered as they are written."""
    blocked = Entry.objects.about("contact", contact.pk).get(fact="contact.blocked").pk
    lead = Lead.objects.filter(parties__company=contact).get()
    tied = ("lead.created", "lead.edited", "lead.party_added")
    return Entry.objects.about("lead", lead.pk).filter(fact__in=tied).last().pk < blocked


def test_of_two_who_take_off_the_last_two_contacts_one_is_refused(house: House, rounds: int) -> None:
    for _turn in range(rounds):
        lead = make_lead(house.ann, at=now())
        add(house, lead, make_contact(house.ann, at=now()))
        people = zip(lead.parties.values_list("pk", flat=True), (house.ann, house.bob), strict=True)
        rows = [
            lambda pk=pk, by=by, lead=lead: actions.remove_party(lead.pk, pk, by=by, at=now())
            for pk, by in people
        ]
        assert sorted(both(*rows)) == ["", "LAST_CONTACT"]
        line = lead.parties.get()
        assert (line.is_main, line.contact_id) == (True, fresh(lead).contact_id)


def test_a_lead_is_not_extended_after_it_was_won(house: House, rounds: int) -> None:
    for _turn in range(rounds):
        lead = make_lead(house.ann, at=now())
        extended, won = both(
            lambda lead=lead: actions.extend(lead.pk, by=house.bob, at=now(), description="more"),
            lambda lead=lead: actions.win(lead.pk, by=house.ann, at=now()),
        )
        assert (extended in ("", "STATE_NOT_ALLOWED"), won) == (True, "")
        objects = list(Entry.objects.about("lead", lead.pk).order_by("pk").values_list("fact", flat=True))
        assert objects[-1] == "lead.won"
        assert ("lead.extended" in objects) == (extended == "") == lead.interests.exists()
