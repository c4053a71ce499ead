"""Own fields on the pages of leads: shown by section, entered, changed, and kept when something is refused."""

import pytest
from django.conf import settings
from django.test import Client

from tests.fields.test_fields_api import SCHEME
from tests.fields.test_lists import make
from tests.makers import House, make_lead

SIGN_IN = settings.AUTHENTICATION_BACKENDS[-1]


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend=SIGN_IN)
    return client


def form_of(lead) -> dict[str, str]:
    """Return what the form of a lead sends when nothing is changed."""
    amount, unit = lead.estimate.split()
    data = {"version": "1", "contact": str(lead.contact_id), "description": lead.description or "chairs"}
    data |= {"status_code": "new", "priority": "5", "importance": "3", "expected": "2026-07-01"}
    return data | {"estimate_amount": amount, "estimate_unit": unit}


KINDS = {
    "text": ("Blue & co", "Blue & co"),
    "integer": ("12", 12),
    "decimal": ("1,5", "1.5"),
    "money": ("99,50 EUR", {"amount": "99.50", "currency": "EUR"}),
    "date": ("2026-03-09", "2026-03-09"),
    "datetime": ("2026-03-09T10:30", "2026-03-09T09:30:00Z"),
    "boolean": ("no", False),
    "url": ("https://example.com/a", "https://example.com/a"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_of_each_kind_is_typed_and_read(house: House, talk, kind: str) -> None:
    make(talk, house.dina, "mine", kind)
    lead, (typed, answer) = make_lead(house.dina), KINDS[kind]
    page = signed_in(house.dina)
    sent = page.post(f"/leads/{lead.pk}/edit/", form_of(lead) | {"fields.mine": typed})
    assert sent.status_code == 303, sent.content.decode()
    assert talk(house.dina).get(f"/leads/{lead.pk}").json()["fields"]["mine"] == answer


def test_fields_stand_in_their_sections(house: House, talk) -> None:
    make(talk, house.dina, "floor", "integer", section="Building", unit="m²")
    lead = make_lead(house.dina, fields={"floor": 12})
    text = signed_in(house.dina).get(f"/leads/{lead.pk}/").content.decode()
    assert "Building" in text
    assert "12 m²" in text


def test_what_cannot_be_kept_is_refused_at_its_field_and_stays_typed(house: House, talk) -> None:
    make(talk, house.dina, "mine", "integer")
    lead = make_lead(house.dina)
    form = form_of(lead) | {"fields.mine": "twelve"}
    sent = signed_in(house.dina).post(f"/leads/{lead.pk}/edit/", form)
    assert sent.status_code == 422
    assert 'value="twelve"' in sent.content.decode()
    assert "write a whole number" in sent.content.decode()


def test_a_list_is_narrowed_on_its_page(house: House, talk) -> None:
    talk(house.dina).post("/fields", SCHEME)
    make_lead(house.dina, fields={"vat_scheme": "normal"}, description="Normal one")
    make_lead(house.dina, fields={"vat_scheme": "reverse"}, description="Reversed one")
    text = (
        signed_in(house.dina)
        .get("/leads/?field.vat_scheme=reverse&ordering=field.vat_scheme")
        .content.decode()
    )
    assert "Reversed one" in text
    assert "Normal one" not in text
