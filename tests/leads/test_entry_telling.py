"""What each side may know of what happened to a lead, for its page and the API alike."""

from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest

from leadwright.clocks.models import Clock
from leadwright.communication.models import Communication, Medium
from leadwright.diagrams.models import Diagram, Version
from leadwright.files.models import File
from leadwright.foundation.refusals import Refused
from leadwright.history.facts import fact_kinds
from leadwright.history.lines import Line, ReadableEntry
from leadwright.history.models import WHO, Entry
from leadwright.history.questions import labels_at_hand, rows_with_names
from leadwright.history.reading import lines_of
from leadwright.history.record import entry_of
from leadwright.leads import actions
from leadwright.leads.entry_telling import contacts_among, entries_about, field_of, readable_entries
from leadwright.leads.facts import LeadFact
from leadwright.leads.field_words import KINDS
from leadwright.leads.models import (
    Competitor,
    DealSegment,
    DemandLine,
    Interest,
    Lead,
    Note,
    Party,
    PartyRole,
    Product,
    ProductOfInterest,
    Source,
)
from leadwright.people.models import Group, User
from leadwright.processes.models import Instance
from tests.leads.test_telling import without_deals
from tests.makers import NOON, House, fresh, make_contact, make_group, make_lead

DEAL: dict[str, Any] = {"deal_segment": "office", "deal_value": {"amount": "6321"}}


def known(lead: Lead, by: User, fact: str = "") -> list[ReadableEntry]:
    """Return what a user may know of a lead's history, the newest first, or of one fact in it."""
    rows = entries_about(lead, by=by).newest_first()
    entries = readable_entries(list(rows), by=by, lead=fresh(lead))
    return [entry for entry in entries if not fact or entry.fact == fact]


def words(lead: Lead, by: User) -> str:
    """Return all that the lines of a lead's history say to a user, with what the API answers."""
    entries = known(lead, by)
    lines: list[Line] = lines_of(entries)
    return " ".join(map(str, (*lines, *((entry.details, entry.texts) for entry in entries))))


def change(lead: Lead, by: User, **data: Any) -> None:
    actions.edit(lead.pk, data, by=by, at=NOON, version=fresh(lead).version)


def test_a_comment_is_known_to_the_side_that_wrote_it_alone(house: House) -> None:
    lead = house.accepted()
    change(lead, house.ann, comment="tough customer")
    assert ("tough" in words(lead, house.ann), "tough" in words(lead, house.dina)) == (True, False)
    assert (len(known(lead, house.ann, "lead.edited")), known(lead, house.dina, "lead.edited")) == (1, [])


def test_beside_a_comment_the_rest_of_a_change_stays_known(house: House) -> None:
    lead = house.accepted()
    change(lead, house.ann, comment="tough customer", success_rate=70)
    (entry,) = known(lead, house.dina, "lead.edited")
    assert (entry.details, entry.texts) == ({"changes": {"success_rate": [None, 70]}}, {})


def test_the_group_of_the_handler_is_the_handlers_alone(house: House) -> None:
    lead, group = house.accepted(), make_group(house.partner, "Secret group")
    actions.assign(lead.pk, group=group.pk, by=house.adm, at=NOON)
    (entry,) = known(lead, house.dina, "lead.assigned")
    assert not {"from_group", "to_group"} & entry.details.keys()
    assert ("Secret" in words(lead, house.ann), "Secret" in words(lead, house.dina)) == (True, False)


def test_the_team_of_the_handler_is_the_handlers_alone(house: House) -> None:
    lead = house.accepted()
    actions.add_member(lead.pk, house.bob.email, by=house.ann, at=NOON)
    assert (
        len(known(lead, house.ann, "lead.member_added")),
        known(lead, house.dina, "lead.member_added"),
    ) == (
        1,
        [],
    )


def test_a_contact_that_the_handler_added_is_the_handlers_alone(house: House) -> None:
    lead, friend = house.accepted(), make_contact(house.ann, name="Quiet friend")
    actions.add_party(lead.pk, {"contact": friend.pk}, by=house.ann, at=NOON)
    assert ("Quiet" in words(lead, house.ann), "Quiet" in words(lead, house.dina)) == (True, False)
    assert known(lead, house.dina, "lead.party_added") == []


def test_who_rejected_a_lead_and_why_is_known_to_its_sender_and_to_himself(house: House) -> None:
    lead = house.offered()
    actions.reject(lead.pk, by=house.ann, at=NOON, reason="outside region")
    actions.offer(lead.pk, by=house.dina, at=NOON, unit=house.cas.unit_id)
    assert "outside region" in words(lead, house.dina)
    assert not {"outside region", "Partner P"} & set(words(lead, house.cas).split())
    assert known(lead, house.cas, "lead.rejected") == []


def test_what_one_side_shares_the_other_reads(house: House) -> None:
    lead = house.accepted()
    actions.write_note(lead.pk, {"text": "between us"}, by=house.ann, at=NOON)
    actions.write_note(lead.pk, {"text": "for you too", "shared": True}, by=house.ann, at=NOON)
    assert "for you too" in words(lead, house.dina)
    assert "between us" not in words(lead, house.dina)


def test_the_entry_of_a_lead_is_known_to_whoever_handles_it(house: House) -> None:
    (entry,) = known(house.offered(), house.ann, "lead.created")
    assert (entry.details["type"], entry.actor_name, entry.actor_id) == ("partner-lead", "", None)


def test_who_entered_a_lead_is_known_to_its_sender_alone(house: House) -> None:
    (entry,) = known(house.offered(), house.dina, "lead.created")
    assert (entry.actor_name, entry.actor_id) == ("Dina", house.dina.pk)


def test_without_the_right_nobody_reads_an_amount(house: House) -> None:
    lead = house.qualified()
    change(lead, house.ann, target_amount={"amount": "4321"})
    actions.extend(lead.pk, description="more", target_amount={"amount": "5321"}, by=house.ann, at=NOON)
    actions.win(lead.pk, by=house.ann, at=NOON, **DEAL)
    assert all(figure in words(lead, house.ann) for figure in ("4321", "5321", "6321", "€6,321"))
    without_deals(house.ann)
    assert "321" not in words(lead, User.objects.get(pk=house.ann.pk)).replace(str(lead.pk), "")


def test_the_contact_history_holds_each_change_of_the_status(house: House) -> None:
    lead = make_lead(house.ann)
    actions.start(lead.pk, by=house.ann, at=NOON)
    change(lead, house.ann, success_rate=10)
    rows = contacts_among(entries_about(lead, by=house.ann))
    assert [entry.fact for entry in rows] == ["lead.started"]


LEAD_FACTS = {
    name: kind for name, kind in fact_kinds(LeadFact).items() if kind.__module__.startswith("leadwright.")
}


def spoken(lead: Lead, by: User) -> Communication:
    """Return a mail to the contact of a lead."""
    home = by.organisation_id
    return Communication(lead=lead, medium=Medium(code="email"), organisation_id=home, subject="x", text="x")


def sample(kind: type[LeadFact], lead: Lead, by: User) -> LeadFact:
    """Return a fact of some kind about a lead, with something in each of its fields."""
    parts = {
        "from_status": "other",
        "offer": lead.offers.get(),
        "product": ProductOfInterest(lead=lead, product=Product(code="x"), notes="now"),
        "former_notes": "then",
        "note": Note(lead=lead, organisation_id=by.organisation_id, text="x", is_shared=False),
        "file": File(organisation_id=by.organisation_id, name="x", size=1, is_shared=False),
        "interest": Interest(lead=lead, source=Source(code="fair"), description="x"),
        "party": Party(lead=lead, company_id=1, person_id=2, role=PartyRole(code="x")),
        "former_contact_id": 1,
        "former_channels": {"contact_email": "a@b.example", "contact_phone": "+3225550000"},
        "member_id": 1,
        "competitor": Competitor(code="rival"),
        "outcome": "INVALID",
        "reason": "price",
        "text": "x",
        "communication": spoken(lead, by),
        "instance": Instance(lead=lead, version=Version(number=1, diagram=Diagram(code="sale"))),
        "step": "offer",
        "label": "Offer",
        "refusal": Refused("STATE_NOT_ALLOWED"),
        "steps": ("offer",),
        "demand": DemandLine(pk=1, lead=lead, kind="other", text="x", amount=7, currency="EUR"),
        "was": DemandLine(pk=1, lead=lead, kind="other", text="x", amount=7, currency="EUR"),
        "deal_types": ("hardware",),
        "files": ("x",),
        "changes": {"priority": [1, 2]},
        "texts": {"comment_from": "x", "description_to": "y", "contact_email_to": "z"},
        "former_unit_id": 1,
        "former_group": Group(pk=1, name="x"),
        "from_type": "partner-lead",
        "clock": Clock(kind="update", due_at=NOON),
        "before": NOON,
    }
    names = {field.name for field in fields(kind)}
    fitting = {name: part for name, part in parts.items() if name in names}
    return kind(lead=lead, by=by.party(), at=NOON, **fitting)


@pytest.mark.parametrize("name", sorted(LEAD_FACTS))
def test_each_thing_that_an_entry_about_a_lead_holds_is_of_some_field(house: House, name: str) -> None:
    lead = house.accepted(target_amount={"amount": "7"})
    lead.deal_value, lead.deal_currency, lead.reason_text = Decimal(7), "EUR", "x"
    lead.deal_segment = DealSegment(code="office")
    entry, values = entry_of(sample(LEAD_FACTS[name], lead, house.ann))
    held = {*entry.details, *(value.field for value in values)} - {"changes", *WHO}
    readable = ReadableEntry(id=1, at=NOON, fact=name, details=entry.details)
    assert [key for key in sorted(held) if not field_of(readable, key)] == []


def test_each_kind_of_thing_that_a_lead_refers_to_has_its_names() -> None:
    assert set(KINDS.values()) <= {*rows_with_names(), *labels_at_hand()}


@pytest.mark.parametrize("fact", ["lead.edited", "lead.extended"])
def test_an_amount_is_kept_with_its_currency(house: House, fact: str) -> None:
    lead = make_lead(house.ann, target_amount={"amount": "100"})
    if fact == "lead.edited":
        change(lead, house.ann, target_amount={"amount": "200"})
    else:
        actions.extend(lead.pk, description="more", target_amount={"amount": "200"}, by=house.ann, at=NOON)
    changes = Entry.objects.get(fact=fact).details["changes"]
    assert changes["target_currency"] == ["EUR", "EUR"]
