"""The overview and the list: four areas, own leads first, filters in the address, a constant number of queries."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadwright.leads import actions
from leadwright.leads.figures import figures
from leadwright.leads.models import LeadType
from tests.makers import NOON, make_lead, moment, qualify


def listed(answer) -> list[int]:
    """Return the numbers of the leads in the list, in their order."""
    return [
        int(number) for number in re.findall(r'<a class="cover strong" href="/leads/(\d+)/">', answer.text)
    ]


def queries(client, address) -> int:
    """Return how many queries a page takes once its choices are remembered."""
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_overview_has_its_four_areas(house, enter):
    house.offered()
    page = enter(house.ann).get("/").text
    for words in ("Key figures", "New leads to accept", "Filters and search", "Leads and opportunities"):
        assert words in page


def test_an_owner_sees_the_own_leads_without_searching(house, enter):
    own, colleagues = house.accepted(), make_lead(house.bob)
    client = enter(house.ann)
    assert listed(client.get("/")) == [own.pk]
    assert set(listed(client.get("/?owner=any"))) == {own.pk, colleagues.pk}


def test_a_waiting_lead_is_offered_with_its_time_left(house, enter):
    lead = house.offered()
    page = enter(house.bob).get("/").text
    assert f'id="offer-{lead.pk}"' in page
    assert f'action="/leads/{lead.pk}/accept/"' in page
    assert "overdue" in page


def test_a_reader_is_offered_nothing(house, enter):
    lead = house.offered()
    assert f'id="offer-{lead.pk}"' not in enter(house.nina).get("/").text


def test_the_list_is_sorted_by_clock(house, enter):
    later = house.accepted(at=moment("2026-03-05 10:00"))
    sooner = house.accepted(at=moment("2026-03-03 10:00"))
    assert listed(enter(house.ann).get("/")) == [sooner.pk, later.pk]


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ("state=WON", 0),
        ("qualification=OPPORTUNITY", 1),
        ("q=printers", 2),
        ("q=nothing+like+it", 0),
        ("due=week", 2),
    ],
)
def test_a_filter_narrows_the_list(house, enter, filters, number):
    house.accepted()
    qualify(house.accepted(), "opportunity", by=house.ann, description="printers and more")
    assert len(listed(enter(house.ann).get(f"/leads/?owner=any&{filters}"))) == number


def test_a_lead_is_found_by_either_form_of_its_number(house, enter):
    lead = house.accepted()
    client = enter(house.ann)
    assert lead.pk in listed(client.get(f"/leads/?q=L-{lead.pk}"))
    assert client.get(f"/leads/L-{lead.pk}/").status_code == 200


@pytest.mark.parametrize("order", ["clock", "-created", "-amount", "contact", "expected", "-updated"])
def test_pages_follow_one_another_without_gap_or_repeat(house, enter, order, monkeypatch):
    monkeypatch.setattr("leadwright.web.leads.list.PAGE", 2)
    leads = {make_lead(house.ann).pk for _number in range(5)}
    client, seen, address = enter(house.ann), [], f"/leads/?ordering={order}"
    while address:
        page = client.get(address)
        seen += listed(page)
        result = re.search(r'href="([^"]+)" rel="next"', page.text)
        address = result[1].replace("&amp;", "&") if result else ""
    assert sorted(seen) == sorted(leads)


@pytest.mark.parametrize("cursor", ["x", "W10", "WzFd", "eyJhIjoxfQ", "A" * 5000])
def test_a_marker_that_is_none_is_refused(house, enter, cursor):
    assert enter(house.ann).get(f"/leads/?cursor={cursor}").status_code == 400


@pytest.mark.parametrize("address", ["/", "/leads/?owner=any"])
def test_the_number_of_queries_does_not_grow_with_the_leads(house, enter, address):
    client = enter(house.ann)
    house.offered(), house.accepted()
    few = queries(client, address)
    for _number in range(4):
        house.offered(), house.accepted()
    cache.clear()
    assert queries(client, address) == few


def test_key_figures_count_only_what_may_be_seen(house):
    house.offered(), house.accepted(), make_lead(house.cas)
    data = figures(house.ann, at=NOON, quarter=moment("2026-01-01 00:00"), currency="EUR")
    assert (data.to_accept, data.to_qualify) == (1, 1)
    other = figures(house.cas, at=NOON, quarter=moment("2026-01-01 00:00"), currency="EUR")
    assert other.to_accept == 0


def test_the_rail_names_each_vendor_by_its_name(house, enter):
    page = enter(house.ann).get("/").text
    assert f'href="/leads/?sender={house.vendor.pk}&amp;owner=any"' in page
    assert ">Vendor</span>" in page


def test_a_distributor_sees_the_queue_and_what_came_back_to_it(house, enter):
    fresh, offered = house.queued(), house.offered()
    actions.reject(offered.pk, by=house.ann, at=NOON, reason="outside region")
    page = enter(house.dina).get("/").text
    assert "Your queue: leads to offer" in page
    for lead in (fresh, offered):
        assert f'href="/leads/{lead.pk}/offer/"' in page


def test_an_answer_in_place_brings_the_key_figures_along(house, enter):
    lead, client = house.offered(), enter(house.ann)
    assert '<span class="name">To accept</span> <span class="value">1</span>' in client.get("/").text
    answer = client.post(f"/leads/{lead.pk}/accept/", {"from": "overview"}, HTTP_HX_REQUEST="true")
    assert 'id="kpis" hx-swap-oob="true"' in answer.text
    assert '<span class="name">To accept</span> <span class="value">0</span>' in answer.text


def test_the_days_to_accept_are_those_of_the_first_type(house, enter):
    assert "Answer within 3 working days" in enter(house.ann).get("/").text
    LeadType.objects.update(acceptance_working_days=1)
    assert "Answer within 1 working day<" in enter(house.ann).get("/").text


def test_the_vendor_reads_which_partner_has_a_lead_and_who_its_owner_is(house, enter):
    house.accepted()
    page = enter(house.dina).get("/leads/").text
    assert 'title="Partner P">Partner P</span>' in page
    assert re.search(r'role="img"\s+aria-label="Ann" title="Ann">', page)
    assert 'class="xs muted partner"' not in enter(house.ann).get("/leads/").text


def test_after_an_offer_the_page_says_to_whom_and_until_when_by_their_calendar(house, enter):
    client, lead = enter(house.dina), house.queued()
    house.partner.time_zone = "America/New_York"
    house.partner.save()
    client.post(f"/leads/{lead.pk}/offer/", {"to": f"unit:{house.u1.pk}"})
    page = client.get(f"/leads/{lead.pk}/").text
    words = re.search(r"Offered to Partner P \(U1\), who can accept until (.+) \(America/New_York\)", page)
    assert words
    assert page.count(words[0]) == 2
    assert not re.search(r'class="btn primary"[^>]*data-go="offer"', page)
