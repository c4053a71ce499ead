"""A lead's own e-mail address and telephone number: the contact keeps its own."""

import pytest

from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.models import Lead
from tests.makers import NOON, House, fresh, make_contact, make_lead, refused


def edited(lead: Lead, house: House, **data: object) -> Lead:
    return actions.edit(lead.pk, data, by=house.ann, at=NOON, version=fresh(lead).version)


def test_without_its_own_a_lead_uses_those_of_its_contact(house: House) -> None:
    contact = make_contact(house.ann, email="info@acme.example", phone="+3225550101")
    lead = make_lead(house.ann, contact=contact)
    assert (lead.contact_email, lead.email, lead.phone) == ("", "info@acme.example", "+3225550101")


def test_its_own_are_used_and_the_contact_stays_as_it_is(house: House) -> None:
    lead = make_lead(house.ann, contact_email="jan@acme.example")
    contact, known = lead.contact, lead.contact.email
    own = edited(lead, house, contact_phone="02 555 01 02")
    assert (own.email, own.phone) == ("jan@acme.example", "+3225550102")
    contact.refresh_from_db()
    assert (contact.email, contact.phone, contact.version) == (known, "", 1)
    assert Lead.objects.all().matching("jan@acme").get() == lead


def test_an_empty_one_takes_it_away_and_history_keeps_both_apart_from_the_details(house: House) -> None:
    lead = make_lead(house.ann, contact_email="jan@acme.example")
    assert edited(lead, house, contact_email=None).email == lead.contact.email
    entry = Entry.objects.filter(fact="lead.edited").latest("pk")
    assert entry.texts()["contact_email_from"] == "jan@acme.example"
    assert "jan@" not in str(entry.details)


def test_another_contact_does_not_inherit_them(house: House) -> None:
    lead = make_lead(house.ann, contact_email="jan@acme.example", contact_phone="+3225550102")
    other = make_contact(house.ann, email="els@other.example")
    moved = edited(lead, house, contact=other.pk, contact_phone="+3225550103")
    assert (moved.email, moved.phone) == ("els@other.example", "+3225550103")
    line = actions.add_party(lead.pk, {"contact": make_contact(house.ann).pk}, by=house.ann, at=NOON)
    actions.change_party(lead.pk, line.pk, {"main": True}, by=house.ann, at=NOON)
    assert fresh(lead).contact_phone == ""


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("contact_email", "jan"),
        ("contact_email", "a@b.example, c@d.example"),
        ("contact_email", "a@b.example\nBcc: c@d.example"),
        ("contact_email", ["a@b.example"]),
        ("contact_email", "x" * 100_000),
        ("contact_phone", "no number"),
        ("contact_phone", "+0"),
        ("contact_phone", 32),
        ("contact_phone", "1\x00"),
    ],
)
def test_what_is_no_address_or_number_is_refused(house: House, field: str, wrong: object) -> None:
    with refused("FIELD_INVALID", field):
        make_lead(house.ann, **{field: wrong})
