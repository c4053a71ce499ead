"""The own fields of activities on pages: made, asked for by the kind that is chosen, answered, read."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from leadwright.activities.models import Activity
from leadwright.fields import actions as fields
from leadwright.fields.models import OwnField
from tests.activities.making import log, plan
from tests.makers import NOON, House, change_rights, make_contact, make_lead
from tests.web.test_update import send

AHEAD = "2036-03-03T15:00"
FORM = {"label_en": "Mood", "subject": "activity", "kind": "text", "owner": "all", "sees": "both"}


@pytest.fixture
def ann(house: House, enter: Callable[..., Client]) -> Client:
    return enter(house.ann)


@pytest.fixture
def maker(house: House) -> Callable[..., OwnField]:
    """Return what makes a field of meetings that is needed before one is done."""
    change_rights(house.dina, configuration_edit="all")

    def make(key: str = "mood", **more: Any) -> OwnField:
        data = {"subject": "activity", "key": key, "kind": "text", "label": key.title()}
        data |= {"activity_kinds": ["meeting"], "required_from": ["COMPLETED"]}
        return fields.make(data | more, by=house.dina, at=NOON)

    return make


def test_a_field_of_some_kinds_is_made_and_changed_on_its_page(
    house: House, enter: Callable[..., Client]
) -> None:
    change_rights(house.dina, configuration_edit="all")
    page = enter(house.dina)
    sent = FORM | {"activity_kinds": ["call", "meeting"], "needed": "on"}
    assert page.post("/company/fields/new/", sent).status_code == 303
    field = OwnField.objects.get()
    assert (field.activity_kinds, field.required_from) == (["call", "meeting"], ["COMPLETED"])
    assert "Phone call, Meeting" in page.get("/company/fields/").text
    change = {"label_en": "Mood", "sees": "both", "activity_kinds": ["call"], "version": "1"}
    assert page.post(f"/company/fields/{field.pk}/", change).status_code == 303
    field.refresh_from_db()
    assert (field.activity_kinds, field.required_from) == (["call"], [])


def test_the_form_asks_for_what_the_chosen_kind_has(ann: Client, maker: Callable[..., OwnField]) -> None:
    maker()
    assert "fields.mood" not in ann.get("/activities/new/?kind=call").text
    assert "fields.mood" in ann.get("/activities/new/?kind=meeting").text
    typed = {"kind": "meeting", "subject": "typed before", "state": "planned", "show_fields": "1"}
    answer = ann.post("/activities/new/", typed)
    assert (answer.status_code, "fields.mood" in answer.text, "typed before" in answer.text) == (
        200,
        True,
        True,
    )
    assert 'id="quick_fields.mood"' in ann.post("/activities/new/", typed | {"show_fields": "quick"}).text
    assert not Activity.objects.exists()


def test_an_answer_is_stored_read_and_changed(ann: Client, maker: Callable[..., OwnField]) -> None:
    maker()
    sent = {
        "kind": "meeting",
        "begins": AHEAD,
        "state": "planned",
        "fields_of": "meeting",
        "fields.mood": "Dull",
    }
    assert ann.post("/activities/new/", sent).status_code == 303
    visit = Activity.objects.get()
    assert "Dull" in ann.get(f"/activities/{visit.pk}/").text
    assert 'value="Dull"' in ann.get(f"/activities/{visit.pk}/edit/").text
    change = {"kind": "meeting", "begins": AHEAD, "fields_of": "meeting", "fields.mood": "Bright"}
    assert ann.post(f"/activities/{visit.pk}/edit/", change).status_code == 303
    page = ann.get(f"/activities/{visit.pk}/").text
    assert ("Dull" in page, "Bright" in page) == (True, True)


def test_done_asks_for_what_is_needed_and_keeps_what_was_typed(
    house: House, ann: Client, maker: Callable[..., OwnField]
) -> None:
    maker()
    visit = plan(make_lead(house.ann), house.ann, "meeting")
    assert "fields.mood" in ann.get(f"/activities/{visit.pk}/complete/").text
    answer = ann.post(f"/activities/{visit.pk}/complete/", {"details": "as typed", "fields.mood": ""})
    assert (answer.status_code, "as typed" in answer.text, "Fill in “Mood”" in answer.text) == (
        422,
        True,
        True,
    )
    assert ann.post(f"/activities/{visit.pk}/complete/", {"fields.mood": "Bright"}).status_code == 303
    assert "Bright" in ann.get(f"/leads/{visit.lead_id}/").text


def test_a_short_form_that_shows_no_fields_takes_no_default_away_and_is_asked_for_what_is_needed(
    house: House, ann: Client, maker: Callable[..., OwnField]
) -> None:
    maker("usual", default="as usual", required_from=[])
    lead = make_lead(house.ann)
    sent = {"kind": "meeting", "begins": AHEAD, "state": "planned"}
    assert ann.post(f"/leads/{lead.pk}/schedule/", sent).status_code == 303
    assert list(Activity.objects.get().own_fields.values()) == ["as usual"]
    maker()
    answer = ann.post(f"/leads/{lead.pk}/schedule/", {"kind": "meeting", "state": "done", "subject": "typed"})
    assert (answer.status_code, "id_fields.mood_error" in answer.text, "typed" in answer.text) == (
        422,
        True,
        True,
    )


def test_the_composer_of_a_lead_asks_for_what_a_call_has(
    house: House, ann: Client, maker: Callable[..., OwnField]
) -> None:
    maker(activity_kinds=["call"])
    lead = make_lead(house.ann)
    page = ann.get(f"/leads/{lead.pk}/").text
    assert ('id="call_fields.mood"' in page, 'class="kind-fields"' in page) == (True, True)
    sent = {"kind": "call", "state": "done", "fields_of": "call", "fields.mood": "Bright"}
    assert ann.post(f"/leads/{lead.pk}/schedule/", sent).status_code == 303
    assert list(Activity.objects.get().own_fields.values()) == ["Bright"]


def test_an_update_names_the_kind_that_has_to_be_logged_by_itself(
    house: House, enter: Callable[..., Client], maker: Callable[..., OwnField]
) -> None:
    maker()
    answer = send(enter(house.ann), house.qualified(), success_rate="70", done_kind_1="meeting")
    assert (answer.status_code, "id_done_kind_1_error" in answer.text) == (422, True)
    assert "log it by itself" in answer.text
    assert not Activity.objects.exists()


def test_the_timeline_of_a_contact_and_the_filters_of_the_list_know_answers(
    house: House, ann: Client, maker: Callable[..., OwnField]
) -> None:
    maker(filterable=True)
    contact = make_contact(house.ann)
    log(None, house.ann, "meeting", fields={"mood": "Bright"}, participants=[{"contact": contact.pk}])
    log(None, house.ann, "call", subject="Another")
    assert "Bright" in ann.get(f"/contacts/{contact.pk}/").text
    page = ann.get("/activities/?field.mood=bright").text
    assert ("Meeting" in page, "Another" in page) == (True, False)
