"""The top box finds what it says: leads open and closed, people and companies, however they are typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadwright.leads import actions
from leadwright.leads.finding import find_leads
from leadwright.leads.models import Lead
from leadwright.leads.sought import nearly_written, written
from tests.makers import NOON, make_contact, make_lead


def lose(lead, by):
    actions.lose(lead.pk, by=by, at=NOON, reason="price")


@pytest.fixture
def lead(house):
    """Return a lead of somebody with a name that is easily misspelt."""
    person = {"kind": "person", "name": "Jörg Müller", "phone": "+32470112233", "email": "joerg@shop.example"}
    contact = make_contact(house.ann, **person)
    return make_lead(house.ann, contact=contact, description="wants twenty printers")


@pytest.mark.parametrize(
    "text",
    [
        "Müller",
        "mueller",
        "MULLER",
        "muler",
        "müler",
        "Müller, Jörg",
        "“Müller”",
        "'muller'",
        "twenty prnters",
        "joerg@shop.example",
        "0470 11 22 33",
        "+32 470/11.22.33",
    ],
)
def test_a_lead_is_found_however_it_is_typed(house, enter, lead, text):
    page = enter(house.ann).get("/search/", {"q": text}).text
    assert f'href="/leads/{lead.pk}/"' in page


@pytest.mark.parametrize("stored", ["Mueller NV", "Müller NV", "Muller NV"])
@pytest.mark.parametrize("text", ["mueller", "müller", "muller"])
def test_each_writing_of_an_umlaut_finds_each(house, stored, text):
    lead = make_lead(house.ann, contact=make_contact(house.ann, name=stored))
    hits = find_leads(text, by=house.ann)
    assert (hits.open, hits.exact) == ((lead.pk,), True)


@pytest.mark.parametrize("form", ["L-{}", "l-{}", "{}", " L{} ", '"L-{}"', "#{}"])
def test_a_number_goes_to_its_lead(house, enter, lead, form):
    answer = enter(house.ann).get("/search/", {"q": form.format(lead.pk)})
    assert answer["Location"] == f"/leads/{lead.pk}/"


def test_a_number_out_of_reach_goes_nowhere_and_tells_nothing(house, enter, lead):
    answer = enter(house.cas).get("/search/", {"q": f"L-{lead.pk}"})
    assert answer.status_code == 200
    assert "Müller" not in answer.text
    assert "No lead fits" in answer.text


def test_a_closed_lead_is_found_with_its_state_below_the_open_ones(house, enter):
    closed, still_open = (make_lead(house.ann, description="rare scanners") for _n in range(2))
    lose(closed, house.ann)
    page = enter(house.ann).get("/search/?q=scanners").text
    assert page.index(f"/leads/{still_open.pk}/") < page.index("Closed leads")
    assert page.index("Closed leads") < page.index(f"/leads/{closed.pk}/")
    assert "Lost" in page


def test_people_and_companies_are_found_too_within_reach(house, enter):
    own, foreign = make_contact(house.ann, name="Zilverberk"), make_contact(house.cas, name="Zilverberk")
    page = enter(house.ann).get("/search/?q=zilverbrek").text
    assert f'href="/contacts/{own.pk}/"' in page
    assert f'href="/contacts/{foreign.pk}/"' not in page


@pytest.mark.parametrize("text", ["", "  ", "---", '"', "x" * 5000, "%", "_"])
def test_an_odd_text_is_answered(house, enter, lead, text):
    answer = enter(house.ann).get("/search/", {"q": text})
    assert answer.status_code == 200
    assert f'href="/leads/{lead.pk}/"' not in answer.text


def test_the_top_box_of_each_page_leads_there(house, enter):
    assert 'role="search" method="get" action="/search/"' in enter(house.ann).get("/").text


def _queries(client, text: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/search/", {"q": text}).status_code == 200
    return len(asked)


@pytest.mark.parametrize("text", ["wants", "prnters"])
def test_the_number_of_queries_does_not_grow_with_what_is_found(house, enter, text):
    client, description = enter(house.ann), "wants printers"
    (
        make_lead(house.ann, description=description),
        lose(make_lead(house.ann, description=description), house.ann),
    )
    _queries(client, text)
    few = _queries(client, text)
    for _number in range(4):
        make_lead(house.ann, description=description)
    assert _queries(client, text) == few


@pytest.mark.parametrize(
    "condition", [written("printers"), nearly_written("printers", known=lambda word: ())]
)
def test_both_searches_of_leads_go_by_their_index(house, lead, condition):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "leads_by_word" in Lead.objects.filter(condition).explain()


@pytest.mark.parametrize("text", ["ﾞ", "ﾟ", "ﾞ ﾟ", "ﾞ jan"])
def test_a_sign_that_is_only_an_accent_breaks_no_search(house, enter, text):
    client = enter(house.ann)
    assert client.get("/search/", {"q": text}).status_code == 200
    assert client.get("/leads/", {"q": text}).status_code == 200
