"""Numbers typed into a form: read in the language of the page, and refused with both where they can be two."""

import pytest

from tests.fields.test_lists import make
from tests.fields.test_pages import form_of, signed_in
from tests.makers import House, fresh, make_lead


@pytest.fixture
def dutch(house: House):
    """Return a browser whose pages are in Dutch."""
    house.dina.language = "nl"
    house.dina.save()
    return signed_in(house.dina)


@pytest.mark.parametrize(("kind", "typed"), [("decimal", "1.234"), ("money", "1.234 KWD")])
def test_a_number_that_can_be_two_is_refused_and_stays_as_typed(house: House, talk, dutch, kind, typed):
    make(talk, house.dina, "mine", kind)
    lead = make_lead(house.dina)
    answer = dutch.post(f"/leads/{lead.pk}/edit/", form_of(lead) | {"fields.mine": typed})
    assert answer.status_code == 422
    assert "kan 1234 of 1,234 zijn" in answer.text
    assert f'value="{typed}"' in answer.text
    assert fresh(lead).own_fields == {}


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("decimal", "1.234", "1,234"),
        ("money", {"amount": "1.234", "currency": "KWD"}, "1,234 KWD"),
    ],
)
def test_a_form_shows_a_number_as_it_takes_it(house: House, talk, dutch, kind, value, shown):
    make(talk, house.dina, "mine", kind)
    lead = make_lead(house.dina)
    talk(house.dina).patch(f"/leads/{lead.pk}", {"fields": {"mine": value}}, If_Match="1")
    stored = fresh(lead)
    assert f'value="{shown}"' in dutch.get(f"/leads/{lead.pk}/edit/").text
    typed = form_of(lead) | {"version": "2", "fields.mine": shown, "description": "tables"}
    assert dutch.post(f"/leads/{lead.pk}/edit/", typed).status_code == 303
    assert fresh(lead).own_fields == stored.own_fields != {}


def test_an_amount_of_a_lead_is_shown_and_refused_likewise(house: House, dutch):
    lead = make_lead(house.dina, target_amount={"amount": "1234.50"})
    assert 'value="1234,50"' in dutch.get(f"/leads/{lead.pk}/edit/").text
    answer = dutch.post(f"/leads/{lead.pk}/edit/", form_of(lead) | {"amount": "1.234"})
    assert answer.status_code == 422
    assert "kan 1234 of 1,234 zijn" in answer.text
