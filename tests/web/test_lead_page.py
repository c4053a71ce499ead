"""The page of a lead: its areas, its acts with their reasons, its history as far as one may read it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadwright.contacts.actions import edit as block
from leadwright.leads import actions
from leadwright.leads.models import Lead, LeadDefinition
from tests.accounts.converting import DATA
from tests.leads.recording import a_competitor, a_product
from tests.makers import NOON, make_contact, make_group, make_lead, moment, qualify
from tests.web.sheets import sheet_at


def test_a_lead_shows_company_contact_and_lead(house, enter):
    lead = house.accepted()
    page = enter(house.ann).get(f"/leads/{lead.pk}/").text
    for words in ("Company", "Contact", "Lead", "Key dates", "Contact history", "View history"):
        assert f">{words}<" in page
    assert f'href="mailto:{lead.contact.email}"' in page


def test_the_three_dots_menu_offers_update_and_edit(house, enter):
    lead = house.accepted()
    menu = re.search(
        r"More actions for this lead.*?</details>", enter(house.ann).get(f"/leads/{lead.pk}/").text, re.S
    )
    assert menu
    assert f"/leads/{lead.pk}/update/" in menu[0]
    assert f"/leads/{lead.pk}/edit/" in menu[0]


def test_an_act_that_is_closed_says_why(house, enter):
    contact = make_contact(house.ann)
    lead = make_lead(house.ann, contact=contact)
    block(contact.pk, by=house.ann, at=NOON, version=contact.version, blocked=True)
    page = enter(house.ann).get(f"/leads/{lead.pk}/").text
    assert 'aria-disabled="true"' in page
    assert re.search(r'<span id="why-win">[^<]*blocked', page)


def test_each_description_that_is_referred_to_exists(house, enter):
    lead = house.accepted()
    page = enter(house.nina).get(f"/leads/{lead.pk}/").text
    assert set(re.findall(r'aria-describedby="(why-\w+)"', page)) <= set(re.findall(r'id="(why-\w+)"', page))


def test_history_is_told_newest_first(house, enter):
    lead = house.qualified()
    page = enter(house.ann).get(f"/leads/{lead.pk}/?history=all").text
    data = re.findall(r'<span class="strong small">([^<]+)</span>', page)
    assert data == ["Qualified as opportunity", "Lead accepted", "Offered to Partner P", "Lead entered"]


def test_a_partner_reads_that_the_lead_was_entered_and_nothing_else_from_before_the_offer(house, enter):
    lead = house.queued()
    actions.edit(lead.pk, {"success_rate": 40}, by=house.dina, at=NOON, version=lead.version)
    actions.offer(lead.pk, by=house.dina, at=NOON, unit=house.u1.pk)
    page = f"/leads/{lead.pk}/?history=all"
    ann, dina = (enter(user).get(page).text for user in (house.ann, house.dina))
    assert ("Lead entered" in ann, "Lead entered" in dina) == (True, True)
    assert ("Lead changed" in ann, "Lead changed" in dina) == (False, True)


def test_a_comment_of_the_partner_is_not_told_to_the_sender(house, enter):
    lead = house.accepted()
    actions.edit(lead.pk, {"comment": "tough customer"}, by=house.ann, at=NOON, version=lead.version)
    assert "tough customer" in enter(house.ann).get(f"/leads/{lead.pk}/?history=all").text
    assert "tough customer" not in enter(house.dina).get(f"/leads/{lead.pk}/?history=all").text


def test_a_group_of_the_partner_is_not_told_to_the_sender(house, enter):
    lead, group = house.accepted(), make_group(house.partner, "Secret group")
    actions.assign(lead.pk, group=group.pk, by=house.adm, at=NOON)
    page = f"/leads/{lead.pk}/?history=all"
    assert "Secret group" in enter(house.ann).get(page).text
    assert "Secret group" not in enter(house.dina).get(page).text


def test_a_name_is_shown_and_never_run(house, enter):
    lead = make_lead(house.ann, description="<script>alert(1)</script>")
    page = enter(house.ann).get(f"/leads/{lead.pk}/").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def queries(client, lead) -> int:
    client.get(f"/leads/{lead.pk}/?history=all")
    with CaptureQueriesContext(connection) as seen:
        assert client.get(f"/leads/{lead.pk}/?history=all").status_code == 200
    return len(seen)


def test_a_lead_page_takes_at_most_nineteen_queries_however_much_has_happened(house, enter):
    client, lead = enter(house.ann), qualify(house.accepted(), "opportunity", by=house.ann)
    few = queries(client, lead)
    for number in range(5):
        actions.edit(
            lead.pk,
            {"priority": str(number + 1)},
            by=house.ann,
            at=NOON,
            version=None or actions_version(lead),
        )
    assert queries(client, lead) <= few
    assert few <= 19


def test_nor_does_it_with_all_that_can_hang_on_a_lead(house, enter):
    lead, ann = house.qualified(), house.ann
    actions.add_product(lead.pk, {"product": a_product().code}, by=ann, at=NOON)
    actions.add_competitor(lead.pk, a_competitor().code, by=ann, at=NOON)
    actions.add_member(lead.pk, house.bob.email, by=ann, at=NOON)
    actions.write_note(lead.pk, {"text": "call again"}, by=ann, at=NOON)
    actions.extend(lead.pk, description="asked again", by=ann, at=NOON)
    LeadDefinition.objects.update(converts=True)
    deal = {"deal_segment": "office", "deal_value": {"amount": "500"}}
    actions.win(lead.pk, by=ann, at=NOON, account=DATA, **deal)
    client = enter(ann)
    for words in ("Printer", "Rival", "Bob", "call again", "asked again", "A-"):
        assert words in client.get(f"/leads/{lead.pk}/").text
    assert queries(client, lead) <= 19


def actions_version(lead) -> int:
    return type(lead).objects.get(pk=lead.pk).version


@pytest.mark.parametrize("state", ["won", "lost"])
def test_a_closed_lead_shows_how_it_ended(house, enter, state):
    lead = house.qualified()
    deal = {"deal_segment": "office", "deal_value": {"amount": "500"}}
    end = {"won": actions.win, "lost": actions.lose}[state]
    end(
        lead.pk,
        by=house.ann,
        at=moment("2026-03-10 10:00"),
        **deal,
        **({"reason": "price"} if state == "lost" else {}),
    )
    page = enter(house.ann).get(f"/leads/{lead.pk}/").text
    assert f'<li class="{state}" aria-current="step"><span>Closed-{state.title()} · 10 Mar 2026' in page
    assert ">closed</span>" in page


def test_the_path_tells_how_long_each_step_took(house, enter, time_machine):
    lead = house.qualified()
    Lead.objects.filter(pk=lead.pk).update(
        started_at=NOON - timedelta(days=3), accepted_at=NOON - timedelta(hours=5), qualified_at=NOON
    )
    time_machine.move_to(NOON + timedelta(days=9, hours=2))
    page = enter(house.ann).get(f"/leads/{lead.pk}/").text
    path = page.split('<ol class="path"')[1].split("</ol>")[0]
    assert re.findall(r"<small>([^<]+)</small>", path) == ["2 d", "5 h", "9 d"]


def test_company_and_contact_are_changed_without_leaving_the_lead(house, enter):
    company = make_contact(house.ann, name="Acme NV", email="i@acme.example")
    person = make_contact(house.ann, kind="person", name="Jan", email="jan@acme.example", company=company.pk)
    lead, client = make_lead(house.ann, contact=person), enter(house.ann)
    page = client.get(f"/leads/{lead.pk}/").text
    for contact in (company, person):
        address = f"/leads/{lead.pk}/who/{contact.pk}/edit/"
        assert f'href="{address}" hx-get="{address}"' in page
        sheet = sheet_at(client, address)
        assert client.post(sheet.action, sheet.sent(city="Gent"))["Location"] == f"/leads/{lead.pk}/"
        contact.refresh_from_db()
        assert contact.city == "Gent"


def test_who_may_not_change_a_contact_is_not_offered_it_and_no_other_contact_is_reached(house, enter):
    lead, strange = house.accepted(), make_contact(house.ann)
    client = enter(house.ann)
    assert "/who/" not in client.get(f"/leads/{lead.pk}/").text
    assert client.get(f"/leads/{lead.pk}/who/{lead.contact_id}/edit/").status_code == 403
    assert client.get(f"/leads/{lead.pk}/who/{strange.pk}/edit/").status_code == 404
