"""Picking several leads in the list and doing one thing with them."""

import re
from decimal import Decimal

from leadwright.leads.lifecycle import ON_SEVERAL
from leadwright.leads.models import DealType, LeadDefinition
from leadwright.web.leads.bulk_forms import FORMS
from leadwright.web.parts.lead_acts import SEVERAL
from tests.makers import fresh, make_lead

PAGE = "/leads/bulk/"


def picked(*leads):
    return [f"{lead.pk}.{lead.version}" for lead in leads]


def test_leads_are_ticked_in_the_list_and_named_with_the_version_that_was_seen(house, enter):
    lead = make_lead(house.ann)
    plain, picking = (enter(house.ann).get(f"/leads/{query}").text for query in ("", "?select=1"))
    assert "Select several" in plain
    assert 'name="lead"' not in plain
    assert f'value="{lead.pk}.{lead.version}"' in picking


def test_several_leads_are_lost_for_one_reason(house, enter):
    first, second = make_lead(house.ann), make_lead(house.ann)
    ann, sent = enter(house.ann), {"verb": "lose", "lead": picked(first, second)}
    assert "2 leads" in ann.get(PAGE, sent).text
    assert ann.post(PAGE, sent).status_code == 422
    done = ann.post(PAGE, sent | {"reason": "price"})
    assert "Done with 2 leads." in done.text
    assert {fresh(lead).lost_reason.code for lead in (first, second)} == {"price"}


def test_what_was_left_is_shown_with_its_reason(house, enter):
    mine, waiting = make_lead(house.ann), house.offered()
    text = enter(house.ann).post(PAGE, {"verb": "start", "lead": picked(mine, waiting)}).text
    assert "Done with 1 lead." in text
    assert "1 lead was left as it is" in text


def test_a_foreign_lead_is_not_named(house, enter):
    foreign = make_lead(house.cas)
    text = enter(house.ann).post(PAGE, {"verb": "start", "lead": picked(foreign)}).text
    assert foreign.contact.name not in text


def test_acts_that_somebody_may_not_do_are_not_offered_and_refused(house, enter):
    lead = make_lead(house.ann)
    assert "Select several" not in enter(house.nina).get("/leads/?owner=any").text
    for verb, status in (("offer", 403), ("dance", 404)):
        assert enter(house.ann).get(PAGE, {"verb": verb, "lead": picked(lead)}).status_code == status


def test_no_lead_leads_back_to_the_list_and_strange_ones_are_refused(house, enter):
    assert enter(house.ann).post(PAGE, {"verb": "start"}).status_code == 303
    for strange in ("x", "1", "1.x", "9" * 30 + ".1", "1.1.1"):
        assert enter(house.ann).post(PAGE, {"verb": "start", "lead": [strange]}).status_code == 400


def test_leads_are_given_to_another_owner_or_offered(house, enter):
    lead, queued = make_lead(house.ann), house.queued()
    enter(house.adm).post(PAGE, {"verb": "assign", "lead": picked(lead), "owner": house.bob.email})
    enter(house.dina).post(PAGE, {"verb": "offer", "lead": picked(queued), "to": f"unit:{house.u1.pk}"})
    assert (fresh(lead).owner, fresh(queued).acceptance) == (house.bob, "AWAITING")


def test_opportunities_are_lost_together_with_their_deal(house, enter):
    leads = [house.qualified(), house.qualified()]
    LeadDefinition.objects.update(deal_type_required=True)
    sent = {"verb": "lose", "lead": picked(*map(fresh, leads)), "reason": "price"}
    deal = {"deal_segment": "office", "deal_value": "250,50", "deal_types": [DealType.objects.first().code]}
    assert "Done with 0 leads." in enter(house.ann).post(PAGE, sent).text
    assert "Done with 2 leads." in enter(house.ann).post(PAGE, sent | deal).text
    assert [(fresh(lead).deal_value, fresh(lead).deal_types.count()) for lead in leads] == [
        (Decimal("250.5"), 1)
    ] * 2


def test_with_nothing_ticked_the_list_says_so_and_stays_as_it_was(house, enter):
    lead, ann = make_lead(house.ann), enter(house.ann)
    listed = "/leads/?owner=any&state=any&ordering=-created"
    page = ann.get(f"{listed}&select=1").text
    back = re.search(r'name="back" value="([^"]+)"', page)[1].replace("&amp;", "&")
    assert back == listed
    match = ann.get(PAGE, {"verb": "start", "back": back}, follow=True)
    assert match.redirect_chain == [(f"{listed}&select=1", 303)]
    assert "Tick at least one" in match.text
    sent = {"verb": "start", "lead": picked(lead), "back": back}
    assert f'href="{listed}"'.replace("&", "&amp;") in ann.get(PAGE, sent).text
    assert f'href="{listed}"'.replace("&", "&amp;") in ann.post(PAGE, sent).text


def test_the_way_back_leads_nowhere_else(house, enter):
    sent = {"verb": "start", "lead": picked(make_lead(house.ann)), "back": "https://evil.example/"}
    assert "evil.example" not in enter(house.ann).get(PAGE, sent).text


def test_the_page_offers_each_verb_that_can_be_done_with_several_but_qualifying():
    assert {*SEVERAL, "qualify"} == set(ON_SEVERAL)
    assert set(FORMS) <= set(SEVERAL)
