"""The pages of activities: enter, find, complete, put off, cancel, and what a lead shows of them."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from leadwright.activities.models import Activity
from leadwright.activities.states import ActivityState
from leadwright.foundation.clock import now
from leadwright.leads.models import ActivityKind, Lead
from tests.activities.making import log, plan
from tests.makers import House, fresh, make_contact, make_lead
from tests.web.sheets import sheet_at

AHEAD = "2036-03-03T15:00"


@pytest.fixture
def ann(house: House, enter: Callable[..., Client]) -> Client:
    return enter(house.ann)


def test_an_activity_is_planned_from_the_page_of_its_lead(house: House, ann: Client) -> None:
    lead = make_lead(house.ann)
    page = ann.get(f"/leads/{lead.pk}/").text
    assert "What comes next with this lead?" in page
    sent = {
        "kind": "call",
        "begins": AHEAD,
        "subject": "Third site",
        "state": "planned",
        "contacts": lead.contact_id,
    }
    assert ann.post(f"/leads/{lead.pk}/schedule/", sent).status_code == 303
    activity = Activity.objects.get()
    assert (activity.subject, activity.lead_id, activity.participants.get().contact_id) == (
        "Third site",
        lead.pk,
        lead.contact_id,
    )
    page = ann.get(f"/leads/{lead.pk}/").text
    assert "Third site" in page
    assert "What comes next with this lead?" not in page


def test_what_was_typed_stays_when_it_is_refused(house: House, ann: Client) -> None:
    lead = make_lead(house.ann)
    sent = {"kind": "", "begins": "", "subject": "Third site", "details": "as typed", "state": "planned"}
    answer = ann.post(f"/leads/{lead.pk}/schedule/", sent)
    assert (answer.status_code, "as typed" in answer.text, "id_begins_error" in answer.text) == (
        422,
        True,
        True,
    )
    assert not Activity.objects.exists()


def test_a_time_that_the_clock_leaps_over_is_refused_by_its_field(house: House, ann: Client) -> None:
    answer = ann.post("/activities/new/", {"kind": "call", "begins": "2027-03-28T02:30", "state": "planned"})
    assert (answer.status_code, "There is no such time on your clock" in answer.text) == (422, True)


def test_somebody_is_found_by_name_and_nothing_is_stored_meanwhile(house: House, ann: Client) -> None:
    acme = make_contact(house.ann, name="Acme Holding")
    sent = {"kind": "call", "subject": "typed before", "find_contact": "acme", "find": "1", "state": "done"}
    answer = ann.post("/activities/new/", sent)
    assert (answer.status_code, f'value="{acme.pk}"' in answer.text, "typed before" in answer.text) == (
        200,
        True,
        True,
    )
    assert not Activity.objects.exists()
    assert (
        ann.post("/activities/new/", {"kind": "call", "state": "done", "contacts": acme.pk}).status_code
        == 303
    )
    assert Activity.objects.get().participants.get().contact == acme


def test_done_says_what_came_of_it_and_plans_the_same_again_in_one_press(house: House, ann: Client) -> None:
    lead = make_lead(house.ann)
    call = plan(lead, house.ann, subject="Third site")
    assert "And then?" in ann.get(f"/activities/{call.pk}/complete/").text
    sent = {"notes": "no answer", "success_rate": "60", "again": "3"}
    assert ann.post(f"/activities/{call.pk}/complete/", sent).status_code == 303
    assert (fresh(lead).latest_notes, fresh(lead).success_rate) == ("no answer", 60)
    again = Activity.objects.open().get()
    assert (again.kind.code, again.subject, again.based_on_id) == ("call", "Third site", call.pk)


def test_an_activity_is_put_off_cancelled_and_deleted(house: House, ann: Client) -> None:
    first, second = plan(None, house.ann), plan(None, house.ann)
    assert "Tomorrow" in ann.get(f"/activities/{first.pk}/put-off/").text
    assert ann.post(f"/activities/{first.pk}/put-off/", {"to": AHEAD}).status_code == 303
    assert ann.post(f"/activities/{first.pk}/cancel/", {"reason": ""}).status_code == 422
    assert ann.post(f"/activities/{first.pk}/cancel/", {"reason": "on holiday"}).status_code == 303
    assert ann.post(f"/activities/{second.pk}/delete/").status_code == 303
    first.refresh_from_db()
    assert (first.starts_at.year, first.state) == (2036, ActivityState.CANCELLED)
    assert ann.get(f"/activities/{second.pk}/").status_code == 404


def test_a_closed_activity_has_no_form_any_more(house: House, ann: Client) -> None:
    call = log(None, house.ann, details="as it was")
    page = ann.get(f"/activities/{call.pk}/").text
    assert ("as it was" in page, f"/activities/{call.pk}/edit/" in page) == (True, False)
    for verb in ("edit", "complete", "cancel", "delete", "put-off"):
        assert ann.get(f"/activities/{call.pk}/{verb}/").status_code == 409
    assert f"/activities/{call.pk}/follow-up/" in page


def test_a_follow_up_begins_with_subject_and_people_of_what_it_is_based_on(house: House, ann: Client) -> None:
    contact = make_contact(house.ann, name="Acme Holding")
    call = log(None, house.ann, subject="Renewal", participants=[{"contact": contact.pk}])
    page = ann.get(f"/activities/{call.pk}/follow-up/").text
    assert ('value="Renewal"' in page, "Acme Holding" in page) == (True, True)
    sent = {"kind": "meeting", "begins": AHEAD, "state": "planned", "contacts": contact.pk}
    assert ann.post(f"/activities/{call.pk}/follow-up/", sent).status_code == 303
    follower = Activity.objects.get(based_on=call)
    assert "Before and after" in ann.get(f"/activities/{follower.pk}/").text


def test_a_number_on_a_lead_opens_the_form_filled_in_and_nothing_is_kept_of_that(
    house: House, ann: Client
) -> None:
    eva = make_contact(house.ann, kind="person", name="Eva", phone="+32 2 555 01 01", email="eva@x.example")
    page = ann.get(f"/leads/{make_lead(house.ann, contact=eva).pk}/").text
    for href, kind in (("tel:+3225550101", "call"), ("mailto:eva@x.example", "email")):
        (address,) = set(re.findall(f'href="{re.escape(href)}" data-activity="([^"]+)"', page))
        form = ann.get(unescape(address)).text
        assert f'<option value="{kind}" selected>' in form
        assert re.search(f'name="contacts" value="{eva.pk}"[^>]* checked', form)
    assert not Activity.objects.exists()


def test_the_form_of_a_lead_offers_the_kinds_of_its_type_alone(house: House, ann: Client) -> None:
    lead = make_lead(house.ann)
    lead.type.activity_kinds.set(ActivityKind.objects.filter(code__in=["call", "email"]))
    form = ann.get(f"/leads/{lead.pk}/schedule/").text
    kinds = form.partition('name="kind"')[2].partition("</select>")[0]
    assert re.findall('option value="([a-z]*)"', kinds) == ["", "call", "email"]


def test_an_edit_keeps_what_a_colleague_changed_meanwhile(house: House, ann: Client) -> None:
    call = plan(None, house.ann, subject="First")
    page = ann.get(f"/activities/{call.pk}/edit/")
    assert 'value="First"' in page.text
    sent = {
        "kind": "call",
        "begins": AHEAD,
        "subject": "Second",
        "owner": house.ann.email,
        "importance": "high",
    }
    assert ann.post(f"/activities/{call.pk}/edit/", sent).status_code == 303
    call.refresh_from_db()
    assert (call.subject, call.importance, call.version) == ("Second", "high", 2)


def test_the_list_finds_interactions_and_refuses_a_wrong_filter(house: House, ann: Client) -> None:
    log(None, house.ann, subject="Price list")
    log(None, house.ann, subject="Holiday")
    page = ann.get("/activities/?q=price").text
    assert ("Price list" in page, "Holiday" in page) == (True, False)
    assert ann.get("/activities/?state=never").status_code == 400
    assert "Business interactions" in ann.get("/").text


def test_the_timeline_is_narrowed_by_kind_person_and_words(house: House, ann: Client) -> None:
    lead = make_lead(house.ann)
    log(lead, house.ann, "call", details="asks for ink")
    log(lead, house.bob, "meeting", details="walked through")
    page = ann.get(f"/leads/{lead.pk}/?what=activities&words=ink").text
    assert ("asks for ink" in page, "walked through" in page) == (True, False)
    page = ann.get(f"/leads/{lead.pk}/?who={house.bob.pk}").text
    assert ("asks for ink" in page, "walked through" in page) == (False, True)
    assert ann.get(f"/leads/{lead.pk}/?what=xyz&who=x&words=%00").status_code == 200


def test_a_lead_is_made_of_an_interaction_on_its_page(house: House, ann: Client) -> None:
    eva = make_contact(house.ann, name="Eva Peeters")
    call = log(None, house.ann, subject="Third site", participants=[{"contact": eva.pk}])
    assert f'href="/activities/{call.pk}/lead/"' in ann.get(f"/activities/{call.pk}/").text
    page = ann.get(f"/activities/{call.pk}/lead/").text
    assert ("Eva Peeters" in page, "Third site" in page) == (True, True)
    sent = {"type": "partner-lead", "contact": eva.pk, "description": "wants ink"}
    answer = ann.post(f"/activities/{call.pk}/lead/", sent)
    lead = Lead.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/leads/{lead.pk}/")
    assert (lead.description, lead.contact_id, lead.owner_id) == ("wants ink", eva.pk, house.ann.pk)
    assert "Third site" in ann.get(f"/leads/{lead.pk}/").text
    assert ann.get(f"/activities/{call.pk}/lead/").status_code == 409


def test_somebody_new_is_entered_with_the_lead_of_an_interaction(house: House, ann: Client) -> None:
    call = log(None, house.ann, subject="Third site")
    sent = {"type": "partner-lead", "contact": "new", "description": "wants ink", "name": ""}
    answer = ann.post(f"/activities/{call.pk}/lead/", sent | {"company_or_person": "person"})
    assert (answer.status_code, "wants ink" in answer.text, "id_name_error" in answer.text) == (
        422,
        True,
        True,
    )
    eva = {"company_or_person": "person", "name": "Eva Peeters", "email": "eva@x.example"}
    answer = ann.post(f"/activities/{call.pk}/lead/", sent | eva)
    assert (answer.status_code, Lead.objects.get().contact.name) == (303, "Eva Peeters")


def test_the_contact_of_a_lead_of_an_interaction_is_searched_for(house: House, ann: Client) -> None:
    acme, call = make_contact(house.ann, name="Acme Holding"), log(None, house.ann)
    sent = {"description": "as typed", "find_contact": "acme", "find": "1", "contact": "new"}
    answer = ann.post(f"/activities/{call.pk}/lead/", sent)
    assert (answer.status_code, f'value="{acme.pk}"' in answer.text, "as typed" in answer.text) == (
        200,
        True,
        True,
    )
    assert not Lead.objects.exists()


def test_what_the_short_form_leaves_out_is_not_guessed_when_it_comes_back(house: House, enter) -> None:
    lead = make_lead(house.bob)
    page = enter(house.bob).post(f"/leads/{lead.pk}/schedule/", {"state": "planned", "subject": "Visit"})
    assert page.status_code == 422
    for name, value in (("owner", house.bob.email), ("importance", "normal")):
        field = page.text.partition(f'name="{name}"')[2].partition("</select>")[0]
        assert f'value="{value}" selected' in field


def test_saving_a_form_as_it_is_shown_changes_nothing(house: House, ann: Client, enter) -> None:
    people = [{"user": house.ann.email}, {"user": house.bob.email}]
    visit = plan(None, house.ann, "meeting", remind=30, participants=people, owner=house.adm.email)
    house.adm.is_active = False
    house.adm.save()
    bob = enter(house.bob)
    sheet = sheet_at(bob, f"/activities/{visit.pk}/edit/")
    assert bob.post(sheet.action, sheet.sent(subject="Mended")).status_code == 303
    visit.refresh_from_db()
    assert (visit.subject, visit.owner, visit.remind_minutes) == ("Mended", house.adm, 30)
    assert {line.user for line in visit.participants.all()} == {house.ann, house.bob}


def test_what_is_emptied_when_it_is_done_is_empty(house: House, ann: Client) -> None:
    call = plan(make_lead(house.ann), house.ann, notes="wrong customer", success_rate=60)
    sent = {"notes": "", "details": "", "success_rate": "", "next_subject": "Then send it"}
    refused = ann.post(f"/activities/{call.pk}/complete/", sent)
    assert (refused.status_code, "Then send it" in refused.text) == (422, True)
    assert ann.post(f"/activities/{call.pk}/complete/", sent | {"next_subject": ""}).status_code == 303
    call.refresh_from_db()
    assert (call.notes, call.success_rate) == ("", 60)


def test_a_name_that_nobody_looked_for_yet_is_looked_for_and_not_lost(house: House, ann: Client) -> None:
    make_contact(house.ann, name="Acme Holding")
    sent = {"kind": "call", "state": "done", "find_contact": "acme"}
    answer = ann.post("/activities/new/", sent)
    assert ("Acme Holding" in answer.text, Activity.objects.exists()) == (True, False)
    assert ann.post("/activities/new/", sent | {"sought": "acme"}).status_code == 303


def test_one_press_plans_the_same_again_but_for_what_is_typed(house: House, ann: Client) -> None:
    call = plan(None, house.ann)
    sent = {"again": "3", "next_kind": "meeting", "next_subject": "Sign it"}
    assert ann.post(f"/activities/{call.pk}/complete/", sent).status_code == 303
    again = Activity.objects.open().get()
    assert (again.kind.code, again.subject, again.starts_at.hour) == ("meeting", "Sign it", 8)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_again_tomorrow_is_the_tomorrow_of_who_presses(house: House, ann: Client, zone: str) -> None:
    house.ann.time_zone = zone
    house.ann.save()
    call = plan(None, house.ann)
    assert ann.post(f"/activities/{call.pk}/complete/", {"again": "1"}).status_code == 303
    again = Activity.objects.open().get().starts_at.astimezone(ZoneInfo(zone))
    assert (again.date() - now().astimezone(ZoneInfo(zone)).date(), again.hour) == (timedelta(days=1), 9)
