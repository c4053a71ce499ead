"""One own field of several leads, set on the page: chosen first, then given or taken away."""

import re
from typing import Any

import pytest

from leadwright.history.models import Entry
from tests.fields.test_lists import make
from tests.fields.test_pages import signed_in
from tests.makers import House, change_rights, fresh, make_lead
from tests.web.test_bulk import PAGE, picked


def send(user, *leads, **more: Any) -> str:
    answer = signed_in(user).post(PAGE, {"verb": "field", "lead": picked(*leads), **more})
    return str(answer.content.decode())


def value_of(talk, user, lead, key: str = "floor") -> Any:
    return talk(user).get(f"/leads/{lead.pk}").json()["fields"][key]


def test_a_field_is_chosen_and_set_on_all_ticked_leads(house: House, talk) -> None:
    make(talk, house.dina, "floor", "integer")
    first, second = make_lead(house.dina), make_lead(house.dina)
    page, asked = signed_in(house.dina), {"verb": "field", "lead": picked(first, second)}
    assert '<option value="floor">' in page.get(PAGE, asked).content.decode()
    assert 'name="fields.floor"' in page.get(PAGE, asked | {"field": "floor"}).content.decode()
    done = page.post(PAGE, asked | {"field": "floor", "fields.floor": "3"}).content.decode()
    assert "Done with 2 leads." in done
    assert [value_of(talk, house.dina, lead) for lead in (first, second)] == [3, 3]


def test_each_lead_has_one_entry_of_history(house: House, talk) -> None:
    make(talk, house.dina, "floor", "integer")
    leads = [make_lead(house.dina), make_lead(house.dina)]
    send(house.dina, *leads, field="floor", **{"fields.floor": "3"})
    entries = Entry.objects.filter(fact="lead.edited").values_list("subject_id", flat=True)
    assert sorted(entries) == sorted(lead.pk for lead in leads)


def test_a_wrong_value_is_said_at_its_place_and_stays_typed(house: House, talk) -> None:
    make(talk, house.dina, "floor", "integer")
    lead = make_lead(house.dina)
    text = send(house.dina, lead, field="floor", **{"fields.floor": "third"})
    assert "Check “floor”: write a whole number" in text
    assert 'value="third"' in text
    assert fresh(lead).version == lead.version


@pytest.mark.parametrize("sent", [{}, {"fields.floor": "3", "emptied": "on"}])
def test_nothing_is_guessed_of_an_empty_value_or_of_both(house: House, talk, sent: dict[str, str]) -> None:
    make(talk, house.dina, "floor", "integer")
    lead = make_lead(house.dina, fields={"floor": 1})
    assert "Fill in a value" in send(house.dina, lead, field="floor", **sent)
    assert value_of(talk, house.dina, lead) == 1


def test_a_value_is_taken_away_where_that_is_said(house: House, talk) -> None:
    make(talk, house.dina, "floor", "integer")
    lead = make_lead(house.dina, fields={"floor": 1})
    assert "Done with 1 lead." in send(house.dina, lead, field="floor", emptied="on")
    assert value_of(talk, house.dina, lead) is None


def test_a_lead_that_cannot_be_changed_says_why_and_the_others_are_done(house: House, talk) -> None:
    make(talk, house.dina, "inner", "text", sees="handler")
    mine, theirs = house.accepted(), make_lead(house.dina)
    text = send(house.dina, fresh(mine), theirs, field="inner", **{"fields.inner": "a"})
    assert "Done with 1 lead." in text
    assert "1 lead was left as it is" in text
    assert value_of(talk, house.dina, theirs, "inner") == "a"


def test_a_lead_that_was_changed_meanwhile_is_left_and_says_so(house: House, talk) -> None:
    make(talk, house.dina, "floor", "integer")
    lead = make_lead(house.dina)
    sent = {"lead": [f"{lead.pk}.{lead.version - 1}"], "verb": "field", "field": "floor", "fields.floor": "3"}
    text = signed_in(house.dina).post(PAGE, sent).content.decode()
    assert "1 lead was left as it is" in text
    assert value_of(talk, house.dina, lead) is None


def test_what_is_not_known_retired_or_computed_is_not_offered(house: House, talk) -> None:
    make(talk, house.dina, "floor", "integer")
    make(talk, house.dina, "double", "decimal", expression="floor * 2")
    make(talk, house.dina, "margin", "money")
    make(talk, house.adm, "own_secret", "text")
    change_rights(house.dina, lead_see_deal="none")
    asked = {"verb": "field", "lead": picked(make_lead(house.dina))}
    text = signed_in(house.dina).get(PAGE, asked).content.decode()
    assert re.findall(r'<option value="(\w+)"', text) == ["floor"]
    for key in ("double", "margin", "own_secret", "nothing"):
        answer = signed_in(house.dina).get(PAGE, asked | {"field": key})
        assert (answer.status_code, f"fields.{key}" in answer.content.decode()) == (422, False)


def test_the_act_is_offered_to_whom_has_fields_and_may_edit(house: House, talk) -> None:
    make_lead(house.ann)
    listed = "/leads/?select=1&owner=any"
    assert "Set a field" not in signed_in(house.ann).get(listed).content.decode()
    make(talk, house.dina, "floor", "integer")
    assert "Set a field" in signed_in(house.ann).get(listed).content.decode()
    assert "Set a field" not in signed_in(house.nina).get(listed).content.decode()
    assert signed_in(house.nina).get(PAGE, {"verb": "field"}).status_code == 403
