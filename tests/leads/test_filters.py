"""Filters and orders: each narrows to exactly the right leads, on page, API and for acts on several alike."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import translation

from leadwright.accounts.filters import ACCOUNTS, CONTACTS
from leadwright.api.bulk_bodies import BulkBody
from leadwright.api.main import api
from leadwright.leads.actions.together import fitting
from leadwright.leads.filters import LEADS, reader_of
from leadwright.leads.models import Lead
from leadwright.people.filtering import ORDERING, FilterTable
from leadwright.web.leads.list import CHIPS, VIEWS
from tests.leads.filtering import Sorted, by_api
from tests.makers import NOON, House, make_group, make_lead, make_user, moment, refused, token_of

NAMES = [row.name for row in LEADS.filters]
# Each of these has a test of its own below.
APART = {
    *("group", "partner", "overdue", "due", "closed", "started_to", "expected_from", "past_expected"),
    "next_activity",  # of open leads alone; see tests/api/test_activities_api.py
}
OFFERED = {
    *("type", "state", "status", "category", "priority", "importance", "source", "owner", "unit", "group"),
    *("partner", "sender", "contact", "product", "competitor", "lost_reason", "acceptance", "qualification"),
    *("overdue", "opportunity", "gap", "started_from", "started_to", "expected_from", "expected_to"),
    *("completed_from", "completed_to", "amount_from", "amount_to", "q"),
}


@pytest.fixture
def house(db) -> House:
    return House()


@pytest.fixture
def leads(house) -> Sorted:
    return Sorted(house)


def on_page(client, query: str) -> set[int]:
    answer = client.get(f"/leads/?{query}")
    assert answer.status_code == 200, query
    return {int(number) for number in re.findall(r'class="cover strong" href="/leads/(\d+)/"', answer.text)}


def narrowed(house, **data: str) -> set[int]:
    chosen = LEADS.read(data, reader_of(house.ann, NOON))
    assert chosen.faults == ()
    rows = LEADS.narrow(Lead.objects.within_reach(house.ann, "lead.view"), chosen)
    return set(rows.values_list("pk", flat=True))


def test_all_filters_that_people_ask_for_are_offered():
    assert set(NAMES) >= OFFERED
    assert len(NAMES) == len(set(NAMES))


def test_page_document_and_act_on_several_take_the_same_filters(house, client):
    client.force_login(house.ann)
    page = client.get("/leads/").text
    fields = set(
        re.findall(r'<(?:select|input)[^>]* name="(\w+)"', page.split('class="more"')[1].split("</form>")[0])
    )
    document = {
        row["name"] for row in api.get_openapi_schema()["paths"]["/api/v1/leads"]["get"]["parameters"]
    }
    bulk = set(BulkBody.model_json_schema()["properties"]["filter"]["properties"])
    assert fields == {*NAMES, ORDERING, "decimals"}
    assert document == {*NAMES, ORDERING, "expected_by", "limit", "cursor", "count", "field"}
    assert bulk == set(NAMES)


def test_the_reference_names_each_filter_and_each_order():
    text = (Path(__file__).parents[2] / "docs/reference/filters.md").read_text()
    names = {row.name for table in (LEADS, CONTACTS, ACCOUNTS) for row in (*table.filters, *table.orders)}
    assert sorted(name for name in names if f"`{name}`" not in text) == []


def test_links_of_the_list_name_filters_that_exist(house):
    links = [*(view for _label, view in VIEWS), *({name: value} for _label, name, value in CHIPS)]
    reader = reader_of(house.ann, NOON)
    assert [link for link in links if LEADS.read(link, reader).faults] == []


@pytest.mark.parametrize("table", [LEADS, CONTACTS, ACCOUNTS])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_each_filter_and_order_has_words(table, language):
    with translation.override(language):
        words = [str(row.words) for row in (*table.filters, *table.directions())]
    assert all(words)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in APART])
def test_a_filter_finds_the_wanted_lead_and_no_other(leads, client, name):
    values = leads.values()
    client.force_login(leads.house.ann)
    query = f"{name}={values[name]}"
    everything = "".join(f"&{word}=any" for word in ("owner", "state") if word != name)
    assert by_api(client, leads.house.ann, query) == [leads.wanted.pk]
    assert on_page(client, query + everything) == {leads.wanted.pk}
    assert [row.number for row in fitting({name: values[name]}, by=leads.house.ann, at=NOON)] == [
        leads.wanted.pk
    ]


def test_each_filter_is_tried_here(leads):
    assert leads.values().keys() | APART == set(NAMES)


def test_a_day_begins_and_ends_where_its_reader_lives(leads):
    both = {leads.wanted.pk, leads.other.pk}
    assert narrowed(leads.house, started_to="2026-06-29") == {leads.other.pk}
    assert narrowed(leads.house, started_to="2026-06-30") == both
    assert narrowed(leads.house, started_from="2026-07-01") == set()
    assert narrowed(leads.house, expected_from="2026-06-30") == both
    assert narrowed(leads.house, expected_from="2026-07-01") == {leads.other.pk}
    leads.house.ann.time_zone = "Asia/Tokyo"
    assert narrowed(leads.house, started_from="2026-07-01") == {leads.wanted.pk}


def test_an_overdue_clock_is_one_that_has_run_out(leads):
    Lead.objects.filter(pk=leads.other.pk).update(next_due_at=NOON - timedelta(days=1))
    assert narrowed(leads.house, overdue="true") == {leads.other.pk}
    assert narrowed(leads.house, overdue="false") == {leads.wanted.pk}
    assert narrowed(leads.house, due="overdue") == {leads.other.pk}
    Lead.objects.filter(pk=leads.other.pk).update(next_due_at=NOON + timedelta(days=6))
    assert narrowed(leads.house, due="week") == {leads.other.pk}


def test_closed_means_completed_of_late(leads):
    Lead.objects.filter(pk=leads.wanted.pk).update(completed_at=moment("2026-01-01 09:00"))
    assert narrowed(leads.house, closed="quarter") == {leads.wanted.pk}
    Lead.objects.filter(pk=leads.wanted.pk).update(completed_at=moment("2025-12-31 09:00"))
    assert narrowed(leads.house, closed="quarter") == set()
    assert narrowed(leads.house, closed="90") == {leads.wanted.pk}


def test_leads_are_narrowed_to_a_group_and_a_partner(house, client):
    far = make_user(unit=make_group(house.partner, "Far").units.create(name="F"))
    theirs, ours = make_lead(far), house.offered()
    kept = house.queued()
    dina = reader_of(house.dina, NOON)
    reached = Lead.objects.within_reach(house.dina, "lead.view")
    chosen = LEADS.read({"partner": str(house.partner.pk)}, dina)
    assert set(LEADS.narrow(reached, chosen)) == {ours}
    boss = reader_of(house.adm, NOON)
    rows = LEADS.narrow(Lead.objects.all(), LEADS.read({"group": str(far.group_id)}, boss))
    assert set(rows) == {theirs}
    assert LEADS.read({"group": str(house.group.pk)}, dina).faults
    assert kept.organisation_id is None


def test_amounts_of_two_currencies_are_not_compared(leads):
    Lead.objects.filter(pk=leads.other.pk).update(target_amount=5000, target_currency="USD")
    assert narrowed(leads.house, amount_from="500") == {leads.wanted.pk}
    assert narrowed(leads.house, amount_from="500", currency="USD") == {leads.other.pk}
    assert narrowed(leads.house, currency="usd") == {leads.other.pk}
    assert narrowed(leads.house, amount_from="6000", currency="USD") == set()


def test_the_former_name_of_a_filter_still_works_and_not_beside_the_present_one(leads):
    assert narrowed(leads.house, expected_by="2026-06-30") == {leads.wanted.pk}
    data = {"expected_by": "2026-06-30", "expected_to": "2026-06-30"}
    faults = LEADS.read(data, reader_of(leads.house.ann, NOON)).faults
    assert [fault.code for fault in faults] == ["FIELD_INVALID"]


@pytest.mark.parametrize(
    "query",
    [
        *("owner=ghost", "state=DEAD", "type=none", "priority=11", "priority=x", "opportunity=maybe"),
        *("amount_from=1e9", "amount_to=-1", "currency=XXQ", "unit=999999", "partner=x", "contact=999999"),
        *("started_from=2026-02-30", "started_to=0001-01-01", "gap=,", "due=never", "account=1"),
        *("q=%00", f"q={'a' * 500}"),
    ],
)
def test_a_wrong_value_is_refused_by_the_name_of_its_filter(house, client, query):
    make_lead(house.ann)
    client.force_login(house.ann)
    headers = {"Authorization": f"Bearer {token_of(house.ann)}"}
    problem = client.get(f"/api/v1/leads?{query}", headers=headers)
    assert (problem.status_code, problem.json()["code"]) == (400, "FIELD_INVALID")
    assert problem.json()["errors"][0]["pointer"] == "/" + query.partition("=")[0]
    page = client.get(f"/leads/?{query}")
    assert page.status_code == 400
    assert "cover strong" not in page.text


@pytest.mark.parametrize("query", ["amount_from=1.234,56", "amount_from=1&decimals=,"])
def test_the_api_takes_numbers_as_programs_write_them_alone(house, client, query):
    headers = {"Authorization": f"Bearer {token_of(house.ann)}"}
    assert client.get(f"/api/v1/leads?{query}", headers=headers).status_code == 400


def test_a_wrong_value_is_told_at_its_filter_on_the_page(house, client):
    client.force_login(house.ann)
    page = client.get("/leads/?started_from=soon&owner=any")
    assert 'id="id_started_from_error"' in page.text
    assert "A filter is wrong" in page.text
    assert client.get("/?started_from=soon").status_code == 200


def test_what_somebody_cannot_see_is_no_value_of_a_filter(house):
    foreign = make_lead(house.cas)
    reader = reader_of(house.ann, NOON)
    values = {"owner": house.cas.email, "unit": house.cas.unit_id, "contact": foreign.contact_id}
    values |= {"group": house.cas.group_id, "partner": house.south.pk}
    assert [name for name, value in values.items() if not LEADS.read({name: str(value)}, reader).faults] == []


def test_an_owner_elsewhere_is_a_value_for_who_sees_a_lead_of_his(house):
    reader, data = reader_of(house.dina, NOON), {"owner": house.ann.email}
    assert LEADS.read(data, reader).faults
    lead = house.accepted()
    chosen = LEADS.read(data, reader)
    assert list(LEADS.narrow(Lead.objects.within_reach(house.dina, "lead.view"), chosen)) == [lead]


def test_a_filter_of_a_part_that_is_switched_off_is_unknown(house):
    reader = reader_of(house.ann, NOON)
    off = type(reader)(user=house.ann, at=NOON, has=lambda part: False)
    for name in ("product", "competitor", "account"):
        assert LEADS.read({name: "1"}, off).faults[0].code == "FILTER_UNKNOWN"
    assert LEADS.read({"owner": "team"}, off).faults[0].code == "FIELD_INVALID"


def test_all_filters_together_ask_as_much_for_many_leads_as_for_few(
    leads, client, django_assert_max_num_queries
):
    values = leads.values()
    query = "&".join(f"{name}={value}" for name, value in values.items())
    headers = {"Authorization": f"Bearer {token_of(leads.house.ann)}"}
    client.get(f"/api/v1/leads?{query}", headers=headers)
    with django_assert_max_num_queries(14) as few:
        assert len(client.get(f"/api/v1/leads?{query}", headers=headers).json()["items"]) == 1
    for _number in range(5):
        make_lead(leads.house.ann)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(f"/api/v1/leads?{query}", headers=headers)


def test_who_lacks_the_permission_of_a_filter_or_an_order_is_refused_it(house):
    guarded = FilterTable(
        filters=tuple(
            replace(row, needs="privacy.manage") for row in LEADS.filters if row.name == "currency"
        ),
        orders=tuple(
            replace(order, needs="privacy.manage") for order in LEADS.orders if order.name == "amount"
        ),
        usual_order="amount",
    )
    reader = reader_of(house.ann, NOON)
    assert guarded.offered(reader) == []
    assert not any(direction.is_offered(reader) for direction in guarded.directions())
    for data in ({"currency": "EUR"}, {ORDERING: "-amount"}):
        with refused("PERMISSION_DENIED", *data):
            guarded.read(data, reader)


def test_an_act_on_all_that_fit_is_refused_beyond_the_limit_with_the_number(house, monkeypatch):
    monkeypatch.setattr("leadwright.leads.actions.together.MOST", 2)
    for _number in range(3):
        make_lead(house.ann)
    with refused("FIELD_INVALID", "filter"):
        fitting({"state": "PENDING"}, by=house.ann, at=NOON)
    with refused("FIELD_INVALID", "filter.state"):
        fitting({"state": "DEAD"}, by=house.ann, at=NOON)
    with refused("FILTER_UNKNOWN", "filter.colour"):
        fitting({"colour": "red"}, by=house.ann, at=NOON)


def test_leads_past_their_expected_date_are_asked_for_by_the_moment(leads):
    after = moment("2026-07-01 12:00")
    chosen = LEADS.read({"past_expected": "true"}, reader_of(leads.house.ann, after))
    rows = LEADS.narrow(Lead.objects.within_reach(leads.house.ann, "lead.view"), chosen)
    assert set(rows.values_list("pk", flat=True)) == {leads.wanted.pk}
    assert narrowed(leads.house, past_expected="false") == {leads.wanted.pk, leads.other.pk}
