"""Work on a lead in a real browser: a call opens its form, what is done says something of the lead and stays."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from leadwright.activities.models import Activity
from leadwright.foundation.clock import now
from leadwright.leads.models import ActivityKind, Lead
from tests.activities.making import log, plan
from tests.browser.test_journey import qualify, win
from tests.browser.walking import HANDED_OVER, act, forced, more, refused, tomorrow
from tests.makers import House, make_contact, make_lead

EVA = {"kind": "person", "name": "Eva Janssens", "email": "eva@janssens.example", "phone": "+32 2 555 01 01"}
OPEN = "Activities of this lead that are still open: 1. Complete, cancel or delete them first."


@pytest.fixture
def lead(house: House) -> Lead:
    """Return a lead of Ann's, worth something, about somebody with a telephone and an address."""
    deal = {"target_amount": {"amount": "1000"}, "success_rate": 20}
    return make_lead(house.ann, at=now(), contact=make_contact(house.ann, **EVA), **deal)


@pytest.mark.parametrize(
    ("written", "address", "kind"),
    [
        ("+32 2 555 01 01", "tel:+3225550101", "Phone call"),
        ("eva@janssens.example", "mailto:eva@janssens.example", "E-mail"),
    ],
)
def test_who_is_called_or_written_to_stands_in_the_form_and_nothing_is_stored_until_it_is_saved(
    house: House, lead: Lead, visit, written: str, address: str, kind: str
) -> None:
    page = visit("/", by=house.ann)
    page.add_init_script(HANDED_OVER)
    page.goto(f"/leads/{lead.pk}/")
    page.get_by_role("region", name="Contact", exact=True).get_by_role("link", name=written).click()
    window = page.get_by_role("dialog")
    expect(window.get_by_label("Kind", exact=True).locator("option:checked")).to_have_text(kind)
    expect(window.get_by_label("Eva Janssens")).to_be_checked()
    assert page.evaluate("window.handedOver") == [address]
    window.get_by_role("link", name="Cancel").click()
    expect(window).to_have_count(0)
    assert not Activity.objects.exists()


def done(page: Page, **said: str) -> None:
    """Log a call over the page of a lead."""
    page.get_by_role("link", name="Something else").click()
    window = page.get_by_role("dialog")
    window.get_by_label("It is done").check()
    window.get_by_label("Kind", exact=True).select_option(label="Phone call")
    for label, text in said.items():
        window.get_by_label(re.compile(label)).fill(text)
    window.get_by_role("button", name="Save").last.click()
    expect(page.get_by_text("Phone call is kept.")).to_be_visible()


def test_what_is_said_of_a_call_is_what_the_lead_says_and_what_is_left_out_stays(
    house: House, lead: Lead, visit
) -> None:
    page = visit(f"/leads/{lead.pk}/", by=house.ann)
    facts = page.get_by_role("region", name="Lead", exact=True)
    done(page, Notes="wants offer", Potential="5000", Success="60")
    for words in ("wants offer", "€5,000", "60%"):
        expect(facts.get_by_text(words, exact=True)).to_be_visible()
    done(page, Notes="called back")
    for words in ("called back", "€5,000", "60%"):
        expect(facts.get_by_text(words, exact=True)).to_be_visible()


def test_what_is_closed_has_no_control_that_changes_it_and_a_new_one_can_be_added(
    house: House, lead: Lead, visit
) -> None:
    call = log(lead, house.ann, subject="Prices", at=now())
    page = visit(f"/activities/{call.pk}/", by=house.ann)
    for name in ("Edit", "Done", "Delete", "Cancel it", "Put off"):
        expect(
            page.get_by_role("main").get_by_role("link", name=name, exact=True, include_hidden=True)
        ).to_have_count(0)
    for verb in ("edit", "delete"):
        answer = forced(page, f"/activities/{call.pk}/{verb}/", subject="Other", kind="call")
        assert (answer[0], "stays as it is; enter another one" in answer[1]) == (409, True)
    page.goto(f"/activities/{call.pk}/")
    page.get_by_role("link", name="Follow-up").click()
    page.get_by_label("When").fill(tomorrow())
    page.get_by_label("Kind", exact=True).select_option(label="Phone call")
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_text("Phone call is planned.")).to_be_visible()
    assert Activity.objects.get(pk=call.pk).subject == "Prices"


def test_history_has_the_newest_first_with_who_when_and_from_which_status_to_which(
    house: House, visit
) -> None:
    lead = house.accepted(at=now())
    page = visit(f"/leads/{lead.pk}/", by=house.ann)
    qualify(page)
    done(page, Notes="wants offer")
    win(page)
    page.get_by_role("link", name="View history").click()
    rows = page.get_by_role("region", name="History").get_by_role("listitem")
    for words in ("Lead won", "Phone call entered", "Qualified as opportunity"):
        row = rows.filter(has_text=words)
        expect(row).to_contain_text("Ann")
        expect(row.get_by_role("time")).to_have_attribute("title", re.compile("2026|20[3-9]"))
    texts = rows.all_inner_texts()
    places = [
        next(n for n, text in enumerate(texts) if words in text)
        for words in ("Lead won", "Phone call entered", "Qualified as opportunity", "Lead accepted")
    ]
    assert places == sorted(places)
    assert "Working with Customer → Closed-Won" in texts[places[0]]
    assert "New → Working with Customer" in texts[places[2]]


@pytest.mark.parametrize(
    ("verb", "way_out", "button"),
    [
        ("win", "Done", "Save as done"),
        ("lose", "Cancel it", "Cancel the activity"),
        ("cancel", "Delete", "Delete"),
    ],
)
def test_what_is_still_open_keeps_a_lead_from_its_end(
    house: House, lead: Lead, visit, verb: str, way_out: str, button: str
) -> None:
    call = plan(lead, house.ann, at=now(), when=(now() + timedelta(days=1)).isoformat())
    page = visit(f"/leads/{lead.pk}/", by=house.ann)
    for other in ("win", "lose", "cancel"):
        refused(page, lead, other, OPEN)
    page.goto(f"/activities/{call.pk}/")
    if way_out != "Done":
        page.get_by_label("More", exact=True).click()
    page.get_by_role("link", name=way_out, exact=True).click()
    window = page.get_by_role("dialog")
    if way_out == "Cancel it":
        window.get_by_label("Reason").fill("they called themselves")
    window.get_by_role("button", name=button).click()
    expect(window).to_have_count(0)
    assert page.goto(f"/leads/{lead.pk}/{verb}/").status == 200


def test_an_activity_of_a_lead_is_about_its_contact_and_of_a_kind_that_its_type_takes(
    house: House, lead: Lead, visit
) -> None:
    lead.type.activity_kinds.set(ActivityKind.objects.filter(code__in=["call", "email"]))
    page = visit(f"/leads/{lead.pk}/", by=house.ann)
    more(page, "Schedule an activity")
    window = page.get_by_role("dialog", name=f"L-{lead.pk}")
    kinds = window.get_by_label("Kind", exact=True)
    expect(kinds.get_by_role("option")).to_have_text(["Choose", "Phone call", "E-mail"])
    expect(window.get_by_label("Eva Janssens")).to_be_checked()
    kinds.select_option(label="Phone call")
    window.get_by_label("When").fill(tomorrow())
    window.get_by_role("button", name="Save").last.click()
    expect(page.get_by_text("Phone call is planned.")).to_be_visible()
    activity = Activity.objects.get()
    assert (activity.lead, activity.participants.get().contact) == (lead, lead.contact)


def test_nothing_is_planned_on_a_lead_that_is_won(house: House, lead: Lead, visit) -> None:
    page = visit(f"/leads/{lead.pk}/", by=house.ann)
    act(page, "Win")
    expect(page.get_by_text("Well done: the lead is won.")).to_be_visible()
    refused(page, lead, "schedule", "The lead is won; this is not possible in that state.")
    page.get_by_label("More actions for this lead").click()
    expect(page.get_by_role("button", name="Schedule an activity")).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_role("link", name="Schedule an activity")).to_have_count(0)
