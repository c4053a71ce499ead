"""Administration: partners, groups and units, and the calendar by which deadlines are counted."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadwright.clocks.models import Clock, calendar_of
from leadwright.history.models import Entry
from leadwright.messages.models import Message
from leadwright.people.actions.units import choose_reception, open_unit
from leadwright.people.models import Group, Organisation, Unit, User
from leadwright.web.company import holiday_gaps
from tests.makers import NOON, House, fresh, make_group, make_unit, make_user, refused

PARTNER = {
    "company": "Harbour Ltd",
    "country": "NL",
    "time_zone": "Europe/Amsterdam",
    "unit": "Sales desk",
    "name": "Hanna",
    "email": "hanna@harbour.example",
}
WEEK = {"weekdays": ["0", "1", "2", "3", "4"], "country": "BE", "time_zone": "Europe/Brussels"}
PAGES = ("/company/partners/", "/company/partners/new/", "/company/units/", "/company/calendar/")


@pytest.fixture
def vera(house: House) -> User:
    """Return an administrator of the vendor."""
    return make_user("vera", unit=house.dina.unit, profile="administrator company-admin lead-distributor")


def test_an_administrator_adds_a_partner_and_can_offer_a_lead_to_it_at_once(house, enter, vera):
    lead, client = house.queued(), enter(vera)
    assert client.post("/company/partners/new/", PARTNER)["Location"] == "/company/partners/"
    partner = Organisation.objects.get(name="Harbour Ltd")
    assert "Harbour Ltd" in client.get(f"/leads/{lead.pk}/offer/").text
    client.post(f"/leads/{lead.pk}/offer/", {"to": f"organisation:{partner.pk}"})
    assert (fresh(lead).organisation_id, fresh(lead).unit.name) == (partner.pk, "Sales desk")


def test_the_admin_of_a_new_partner_is_invited_and_the_partner_is_in_the_list(enter, vera):
    enter(vera).post("/company/partners/new/", PARTNER)
    assert Message.objects.get(address="hanna@harbour.example").kind == "invitation"
    assert User.objects.get(name="Hanna").held[0].code == "company-admin"
    page = enter(vera).get("/company/partners/").text
    for name in ("Harbour Ltd", "Netherlands", "1 active user"):
        assert name in page


def test_a_new_partner_is_history_of_both_companies(enter, vera):
    enter(vera).post("/company/partners/new/", PARTNER)
    entry = Entry.objects.get(fact="partner.added")
    partner = Organisation.objects.get(name="Harbour Ltd")
    assert set(entry.organisations) == {vera.organisation_id, partner.pk}


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({"company": "south"}, "There is already a company with this name"),
        ({"company": ""}, "This field is required"),
        ({"unit": "a\tb"}, "it must be one line"),
        ({"country": "ZZ"}, "Select a valid choice"),
        ({"time_zone": "Mars/Base"}, "Select a valid choice"),
        ({"email": "cas"}, "write one e-mail address, such as name@example.com"),
    ],
)
def test_a_partner_with_a_fault_is_refused_and_nothing_is_stored(enter, vera, fault, told):
    before = Organisation.objects.count()
    answer = enter(vera).post("/company/partners/new/", PARTNER | fault)
    assert (answer.status_code, Organisation.objects.count()) == (422, before)
    assert told in answer.text
    assert "Hanna" in answer.text


def test_a_taken_address_leaves_no_half_partner(house, enter, vera):
    answer = enter(vera).post("/company/partners/new/", PARTNER | {"email": house.cas.email})
    assert answer.status_code == 422
    assert "There is already a user with this e-mail address." in answer.text
    assert not Organisation.objects.filter(name="Harbour Ltd").exists()


def test_a_writer_administers_nothing(house, enter):
    for address in PAGES:
        assert enter(house.ann).get(address).status_code == 403
        assert enter(house.ann).post(address, PARTNER | WEEK).status_code in (403, 405)


def test_a_company_admin_of_a_partner_adds_no_partners(house, enter):
    assert "/company/partners/" not in enter(house.adm).get("/company/administration/").text
    for address in PAGES[:2]:
        assert enter(house.adm).get(address).status_code == 403
    assert enter(house.adm).post(PAGES[1], PARTNER).status_code == 403
    assert not Organisation.objects.filter(name="Harbour Ltd").exists()


def test_an_admin_adds_a_group_with_a_unit_that_becomes_the_reception(house, enter):
    client = enter(house.adm)
    client.post("/company/units/", {"part": "group", "name": "Coast"})
    group = Group.objects.get(organisation=house.partner, name="Coast")
    client.post("/company/units/", {"part": "unit", "name": "Ostend", "group": group.pk})
    unit = Unit.objects.get(group=group)
    client.post("/company/units/", {"part": "reception", "unit": unit.pk})
    assert Organisation.objects.get(pk=house.partner.pk).reception_unit == unit
    facts = ["group.added", "unit.added", "organisation.reception_changed"]
    rows = Entry.objects.about("organisation", house.partner.pk).filter(fact__in=facts).order_by("pk")
    assert [entry.fact for entry in rows] == facts


def test_the_units_page_asks_as_much_for_many_groups_as_for_few(house, enter, django_assert_num_queries):
    client = enter(house.adm)
    client.get("/company/units/")
    with CaptureQueriesContext(connection) as few:
        client.get("/company/units/")
    for _value in range(4):
        make_unit(make_group(house.partner))
    with django_assert_num_queries(len(few)):
        client.get("/company/units/")


def test_the_units_page_shows_ones_own_groups_only(house, enter):
    page = enter(house.adm).get("/company/units/").text
    assert ">U1<" in page
    assert ">S1<" not in page


def test_a_foreign_unit_or_group_cannot_be_chosen(house, enter):
    foreign, client = house.cas.unit, enter(house.adm)
    make_group(house.partner, "Second")
    for data in (
        {"part": "reception", "unit": foreign.pk},
        {"part": "unit", "name": "X", "group": foreign.group_id},
    ):
        assert client.post("/company/units/", data).status_code == 422
    with refused("FIELD_INVALID", "unit"):
        choose_reception(foreign.pk, by=house.adm, at=NOON)
    with refused("FIELD_INVALID", "group"):
        open_unit("X", group_id=foreign.group_id, by=house.adm, at=NOON)


def test_a_name_is_given_once_in_its_group(house, enter):
    answer = enter(house.adm).post("/company/units/", {"part": "unit", "name": "U1", "group": house.group.pk})
    assert answer.status_code == 422
    assert "There is already one with this name" in answer.text


def test_changing_the_calendar_moves_an_open_acceptance_clock_and_writes_history(house, enter):
    lead = house.offered()
    before = Clock.objects.running().get(subject_id=lead.pk, kind="accept").due_at
    data = WEEK | {"closing_days": "2026-03-03\r\n4/3/2026"}
    answer = enter(house.adm).post("/company/calendar/", data, follow=True)
    after = Clock.objects.running().get(subject_id=lead.pk, kind="accept").due_at
    assert "1 deadline has moved" in answer.text
    assert (after - before).days == 4  # two closing days and a weekend
    assert fresh(lead).next_due_at == after
    assert Entry.objects.about("lead", lead.pk).filter(fact="clock.replanned").count() == 1
    assert Entry.objects.about("organisation", house.partner.pk).filter(fact="calendar.changed").exists()


def test_the_calendar_shows_what_is_in_force_and_when_an_offer_of_today_is_due(house, enter):
    enter(house.adm).post("/company/calendar/", WEEK | {"closing_days": "24/12/2026"})
    page = enter(house.adm).get("/company/calendar/").text
    assert "2026-12-24" in page
    assert "An offer made today is due" in page
    assert "after 3 working days" in page


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({"weekdays": []}, "This field is required"),
        ({"country": "XX"}, "Select a valid choice"),
        ({"closing_days": "2026-02-30"}, "“2026-02-30” is not a date."),
        ({"closing_days": "soon"}, "“soon” is not a date."),
        ({"time_zone": "Nowhere"}, "Select a valid choice"),
    ],
)
def test_a_calendar_with_a_fault_is_refused_and_the_old_one_stays(house, enter, fault, told):
    answer = enter(house.adm).post("/company/calendar/", WEEK | {"closing_days": "2026-12-24"} | fault)
    assert answer.status_code == 422
    assert told in answer.text
    assert calendar_of(house.partner.pk).closing_days == frozenset()


def test_holidays_that_nobody_knows_are_said_on_the_calendar_page(house, enter, monkeypatch):
    client = enter(house.adm)
    assert "public holidays of" not in client.get("/company/calendar/").text
    monkeypatch.setattr(holiday_gaps, "holidays_are_known", lambda _country, year: year < 2027)
    with time_machine.travel(NOON, tick=False):
        page = client.get("/company/calendar/").text
    assert page.count("No public holidays of Belgium are known") == 1
    assert "known for 2027" in page


def test_a_country_without_known_holidays_is_said_too(house, enter, monkeypatch):
    monkeypatch.setattr(holiday_gaps, "countries_with_holidays", frozenset)
    page = enter(house.adm).get("/company/calendar/").text
    assert "No public holidays of Belgium are known here" in page
