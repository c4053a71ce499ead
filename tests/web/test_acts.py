"""The acts on a lead through the pages: done, refused with what was typed kept, and answered in place."""

import re
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.test import Client

from leadwright.foundation.clock import now
from leadwright.leads import actions
from leadwright.leads.models import Lead, LeadType
from leadwright.leads.states import Acceptance, State
from tests.makers import NOON, fresh, make_lead

IN_PLACE = {"HTTP_HX_REQUEST": "true"}
OVER = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "div#dialog"}


def test_accepting_leads_to_the_lead(house, enter):
    lead = house.offered()
    answer = enter(house.ann).post(f"/leads/{lead.pk}/accept/")
    assert (answer.status_code, answer["Location"]) == (303, f"/leads/{lead.pk}/")
    assert fresh(lead).owner == house.ann


def test_accepting_on_the_overview_answers_in_place(house, enter):
    lead = house.offered()
    answer = enter(house.ann).post(f"/leads/{lead.pk}/accept/", {"from": "overview"}, **IN_PLACE)
    assert answer.status_code == 200
    assert "is yours" in answer.text
    assert "<html" not in answer.text


def test_who_comes_second_is_told_who_was_first(house, enter):
    lead = house.accepted()
    answer = enter(house.bob).post(f"/leads/{lead.pk}/accept/", {"from": "overview"}, **IN_PLACE)
    assert answer.status_code == 409
    assert "Ann has already accepted this lead." in answer.text
    assert enter(house.bob).post(f"/leads/{lead.pk}/accept/").status_code == 409


def test_a_rejected_lead_is_gone_from_the_company(house, enter):
    lead, client = house.offered(), enter(house.ann)
    answer = client.post(f"/leads/{lead.pk}/reject/", {"reason": "outside region"})
    assert answer["Location"] == "/"
    assert fresh(lead).acceptance == Acceptance.REJECTED
    assert client.get(f"/leads/{lead.pk}/").status_code == 404


def test_an_offer_goes_to_whom_was_chosen(house, enter):
    lead = house.queued()
    answer = enter(house.dina).post(f"/leads/{lead.pk}/offer/", {"to": f"unit:{house.u2.pk}"})
    assert answer.status_code == 303
    assert fresh(lead).unit == house.u2


def test_who_no_longer_sees_the_lead_after_offering_it_reads_nothing_more_of_it(house, enter, monkeypatch):
    lead, client, offer = house.queued(), enter(house.dina), actions.offer

    def gone(number, **more):
        offer(number, **more)
        Lead.objects.filter(pk=number).update(deleted_at=NOON)

    monkeypatch.setattr("leadwright.web.leads.act_views.actions.offer", gone)
    client.post(f"/leads/{lead.pk}/offer/", {"to": f"unit:{house.u2.pk}"})
    page = client.get("/").text
    assert "The lead is offered." in page
    assert "who can accept until" not in page


@pytest.mark.parametrize("to", ["", "unit:999999", "user:cas@nowhere.example", "planet:1"])
def test_an_offer_to_nobody_we_know_is_refused(house, enter, to):
    lead = house.queued()
    assert enter(house.dina).post(f"/leads/{lead.pk}/offer/", {"to": to}).status_code == 422
    assert fresh(lead).organisation is None


def test_an_update_without_reason_keeps_what_was_typed(house, enter):
    lead = house.accepted()
    typed = {
        "outcome": "invalid",
        "description": "they said no",
        "contact": lead.contact_id,
        "owner": house.ann.email,
    }
    answer = enter(house.ann).post(f"/leads/{lead.pk}/update/", typed)
    assert answer.status_code == 422
    assert "Choose a reason." in answer.text
    assert "they said no" in answer.text
    assert fresh(lead).state == State.PENDING


@pytest.mark.parametrize("missing", ["description", "contact", "owner"])
def test_an_update_names_what_is_missing(house, enter, missing):
    lead = house.accepted()
    typed = {
        "outcome": "opportunity",
        "description": "yes",
        "contact": lead.contact_id,
        "owner": house.ann.email,
    }
    answer = enter(house.ann).post(f"/leads/{lead.pk}/update/", typed | {missing: ""})
    assert answer.status_code == 422
    assert re.search(rf'name="{missing}"[^>]*aria-invalid="true"', answer.text)


def test_the_five_reasons_are_offered_with_the_brand_in_its_place(house, enter):
    page = enter(house.ann).get(f"/leads/{house.accepted().pk}/update/").text
    assert len(re.findall(r'type="radio" name="reason"', page)) == 5
    assert "{brand}" not in page


def test_what_is_nurtured_says_when_it_is_looked_at_again(house, enter):
    lead, client = house.accepted(at=now()), enter(house.ann)
    address = f"/leads/{lead.pk}/update/"
    typed = {
        "outcome": "nurture",
        "contact": lead.contact_id,
        "owner": house.ann.email,
        "description": "later",
    }
    refused = client.post(address, typed | {"review_days": "soon"})
    assert (refused.status_code, 'id="id_review_days_error"' in refused.text) == (422, True)
    assert client.post(address, typed | {"review_days": "30"}).status_code == 303
    page = client.get(f"/leads/{lead.pk}/?history=all").text
    assert "look again in 30 d" in page
    assert "Look again by" in page
    assert "Days until it is looked at again" in page


def test_a_dialog_opens_over_the_page_and_as_a_page(house, enter):
    lead, client = house.accepted(), enter(house.ann)
    assert client.get(f"/leads/{lead.pk}/win/", **OVER).text.lstrip().startswith("<dialog")
    assert "<html" in client.get(f"/leads/{lead.pk}/win/").text


def test_a_deal_that_is_too_small_is_refused_and_200_is_not(house, enter):
    lead, client = house.qualified(), enter(house.ann)
    typed = {"status_code": "closed-won", "deal_segment": "office", "deal_value": "199,99"}
    answer = client.post(f"/leads/{lead.pk}/win/", typed)
    assert answer.status_code == 422
    assert "at least €200" in answer.text
    assert 'value="199,99"' in answer.text
    answer = client.post(f"/leads/{lead.pk}/win/", typed | {"deal_value": "200"}, **OVER)
    assert answer["HX-Redirect"] == f"/leads/{lead.pk}/"
    assert fresh(lead).state == State.WON


def test_a_lead_that_was_sent_is_won_with_its_deal_prefilled_from_its_target(house, enter):
    lead, client = house.accepted(target_amount={"amount": "4100", "currency": "EUR"}), enter(house.ann)
    page = client.get(f"/leads/{lead.pk}/win/").text
    assert 'name="deal_segment"' in page
    assert re.search(r'name="deal_value"[^>]*value="4100.00"|value="4100.00"[^>]*name="deal_value"', page)
    assert "deal_value" not in client.get(f"/leads/{lead.pk}/lose/").text


def test_where_the_type_does_without_the_deal_losing_asks_for_the_reason_alone(house, enter):
    lead, client = house.qualified(), enter(house.ann)
    assert 'name="deal_value"' in client.get(f"/leads/{lead.pk}/lose/").text
    LeadType.objects.update(closing_data_when_lost=False)
    assert 'name="deal_value"' not in client.get(f"/leads/{lead.pk}/lose/").text


def test_the_status_of_opportunities_is_offered_to_no_other_lead(house, enter):
    lead, client = house.accepted(), enter(house.ann)
    assert "working-with-customer" not in client.get(f"/leads/{lead.pk}/start/").text
    actions.start(lead.pk, by=house.ann, at=NOON)
    assert "working-with-customer" not in client.get(f"/leads/{lead.pk}/edit/").text


def test_losing_asks_for_a_reason(house, enter):
    lead, client = make_lead(house.ann), enter(house.ann)
    assert "Choose a reason." in client.post(f"/leads/{lead.pk}/lose/", {"status_code": "closed-lost"}).text
    client.post(f"/leads/{lead.pk}/lose/", {"status_code": "closed-lost", "reason": "price"})
    assert fresh(lead).lost_reason.code == "price"


def test_the_invalid_status_is_not_offered_for_losing(house, enter):
    page = enter(house.ann).get(f"/leads/{make_lead(house.ann).pk}/lose/").text
    assert 'value="closed-lost"' in page
    assert 'value="invalid"' not in page


@pytest.mark.parametrize(
    ("act", "typed", "state"),
    [
        ("start", {"status_code": "in-contact"}, State.IN_PROGRESS),
        ("cancel", {"status_code": "cancelled"}, State.CANCELLED),
    ],
)
def test_a_lead_is_started_and_cancelled(house, enter, act, typed, state):
    lead = make_lead(house.ann)
    assert enter(house.ann).post(f"/leads/{lead.pk}/{act}/", typed).status_code == 303
    assert fresh(lead).state == state


def test_an_owner_is_chosen_among_the_company(house, enter):
    lead, client = house.accepted(), enter(house.ann)
    page = client.get(f"/leads/{lead.pk}/assign/").text
    assert house.bob.email in page
    assert house.cas.email not in page
    client.post(f"/leads/{lead.pk}/assign/", {"owner": house.bob.email})
    assert fresh(lead).owner == house.bob


def test_a_pending_lead_can_be_deleted_and_withdrawn(house, enter):
    offered, own = house.offered(), make_lead(house.ann)
    enter(house.dina).post(f"/leads/{offered.pk}/withdraw/")
    assert fresh(offered).organisation is None
    assert enter(house.ann).post(f"/leads/{own.pk}/delete/")["Location"] == "/leads/"
    assert Lead.objects.get(pk=own.pk).deleted_at is not None


def test_an_act_that_is_not_possible_answers_with_its_reason(house, enter):
    lead = house.qualified()
    answer = enter(house.ann).get(f"/leads/{lead.pk}/start/")
    assert answer.status_code == 409
    assert "in progress" in answer.text
    assert enter(house.nina).get(f"/leads/{lead.pk}/win/").status_code == 403


def test_a_refusal_over_the_page_opens_as_a_dialog(house, enter):
    answer = enter(house.ann).get(f"/leads/{house.qualified().pk}/start/", **OVER)
    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#dialog")
    assert answer.text.lstrip().startswith("<dialog")


def test_a_form_of_another_origin_is_refused(house):
    lead, client = house.offered(), Client(enforce_csrf_checks=True)
    client.force_login(house.ann, backend=settings.AUTHENTICATION_BACKENDS[-1])
    answer = client.post(f"/leads/{lead.pk}/accept/")
    assert answer.status_code == 403
    assert "This page was open for too long" in answer.text
    assert fresh(lead).owner is None


def test_a_get_changes_nothing(house, enter):
    lead = house.offered()
    client = enter(house.ann)
    assert client.get(f"/leads/{lead.pk}/accept/").status_code == 200
    client.get(f"/leads/{lead.pk}/reject/")
    assert fresh(lead).version == lead.version


def test_two_editors_see_both_versions_and_lose_nothing(house, enter):
    lead, client = house.accepted(), enter(house.ann)
    page = client.get(f"/leads/{lead.pk}/edit/").text
    seen = re.search(r'name="version" value="(\d+)"', page)
    actions.edit(lead.pk, {"description": "theirs"}, by=house.bob, at=NOON, version=lead.version)
    typed = {"version": seen[1], "description": "mine", "contact": lead.contact_id, "owner": house.ann.email}
    typed |= {"status_code": "new", "priority": "5", "importance": "3", "expected": "2026-07-01"}
    typed |= dict(zip(("estimate_amount", "estimate_unit"), lead.estimate.split(), strict=True))
    answer = client.post(f"/leads/{lead.pk}/edit/", typed)
    assert answer.status_code == 409
    assert "theirs" in answer.text
    assert "mine" in answer.text
    again = re.search(r'name="version" value="(\d+)"', answer.text)
    assert client.post(f"/leads/{lead.pk}/edit/", typed | {"version": again[1]}).status_code == 303
    assert fresh(lead).description == "mine"


def test_an_edit_without_version_is_refused(house, enter):
    lead = house.accepted()
    typed = {"description": "x", "contact": lead.contact_id, "owner": house.ann.email}
    assert enter(house.ann).post(f"/leads/{lead.pk}/edit/", typed).status_code == 428


def test_the_owner_of_a_waiting_lead_cannot_be_edited(house, enter):
    page = enter(house.ann).get(f"/leads/{house.offered().pk}/edit/").text
    assert 'name="owner"' not in page
    assert 'name="description"' in page


def test_the_link_of_a_mail_leads_through_sign_in_to_the_question_whether_one_accepts(house, enter, client):
    lead = house.offered()
    address = f"/leads/{lead.pk}/accept/"
    outside = client.get(address)
    assert outside.status_code == 303
    assert f"next={address}" in unquote(outside["Location"])
    page = enter(house.ann).get(address).text
    assert re.search(rf'<form[^>]*action="{address}"', page)
    assert not fresh(lead).accepted_at
    enter(house.ann).post(address)
    assert enter(house.bob).get(address)["Location"] == f"/leads/{lead.pk}/"
    assert enter(house.cas).get(address).status_code == 404
