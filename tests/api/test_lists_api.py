"""The lists of what bodies refer to by a code: everybody who writes leads can read what fits."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadwright.contacts.models import ContactTitle
from leadwright.leads.models import DealSegment, LeadDefinition, OutcomeReason, Source, SwitchedOff
from leadwright.people.models import Profile
from tests.makers import House, make_user

LISTS = {
    "/sources": {"code", "label", "retired", "offered"},
    "/lost-reasons": {"code", "label", "retired", "offered", "outcome", "needs_text"},
    "/deal-segments": {"code", "label", "retired"},
    "/deal-types": {"code", "label", "retired"},
    "/categories": {"code", "label", "retired", "guidance"},
    "/contact-roles": {"code", "label", "retired", "kind"},
    "/contact-groups": {"code", "label", "retired", "brand"},
    "/contact-titles": {"code", "label", "retired"},
    "/account-classes": {"code", "label", "retired"},
    "/credit-ratings": {"code", "label", "retired"},
    "/profiles": {"code", "name", "organisation", "givable"},
}
OF_LEADS = ("/sources", "/lost-reasons", "/deal-segments", "/deal-types", "/categories", "/contact-roles")


@pytest.mark.parametrize("path", LISTS)
def test_each_list_tells_codes_with_their_words(house: House, talk, path):
    data = talk(house.nina).get(path).json()
    assert data["count"] == len(data["items"]) > 0
    assert {frozenset(item) for item in data["items"]} == {frozenset(LISTS[path])}


def blind(house: House, *, left: str = "") -> object:
    profile = Profile.objects.create(
        code="blind", name="Blind", permissions={left: "organisation"} if left else {}
    )
    return make_user(unit=house.u1, profile=profile.code)


@pytest.mark.parametrize("path", [*LISTS, "/products", "/competitors"])
def test_who_sees_neither_leads_nor_contacts_nor_users_reads_no_list(house: House, talk, path):
    answer = talk(blind(house)).get(path)
    assert (answer.status_code, answer.json()["code"]) == (403, "PERMISSION_DENIED")


@pytest.mark.parametrize("path", OF_LEADS)
def test_who_only_enters_leads_reads_what_they_refer_to(house: House, talk, path):
    assert talk(blind(house, left="lead.create")).get(path).status_code == 200


def test_labels_are_in_the_readers_language(house: House, talk):
    Source.objects.filter(code="website").update(labels={"en": "Website", "nl": "Webstek"})
    items = talk(house.ann).get("/sources", Accept_Language="nl").json()["items"]
    assert {"code": "website", "label": "Webstek", "retired": False, "offered": True} in items


def test_titles_are_told_in_the_readers_language_and_order(house: House, talk):
    ContactTitle.objects.filter(code="dr").update(position=-1)
    items = talk(house.ann).get("/contact-titles", Accept_Language="nl").json()["items"]
    assert [row["label"] for row in items] == ["Dr.", "Dhr.", "Mevr.", "Mx", "Prof."]


def test_what_is_retired_or_not_of_the_definition_is_not_offered(house: House, talk):
    kept, other = Source.objects.all()[:2]
    LeadDefinition.objects.get(is_active=True).sources.set([kept])
    offered = {row["code"]: row["offered"] for row in talk(house.ann).get("/sources").json()["items"]}
    assert [code for code, is_offered in offered.items() if is_offered] == [kept.code]
    assert other.code in offered


def test_a_reason_says_of_which_outcome_it_is(house: House, talk):
    rows = {row["code"]: row["outcome"] for row in talk(house.ann).get("/lost-reasons").json()["items"]}
    kinds = {row.code: row.kind for row in OutcomeReason.objects.all()}
    assert {code for code, outcome in rows.items() if outcome == "invalid"} == {
        code for code, kind in kinds.items() if kind == "qualification"
    }


def test_a_list_of_a_part_that_is_off_is_not_there(house: House, talk):
    SwitchedOff.objects.create(feature="conversion")
    for path in ("/account-classes", "/credit-ratings"):
        answer = talk(house.ann).get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "FEATURE_OFF")


def test_profiles_of_other_companies_are_not_listed(house: House, talk):
    Profile.objects.create(code="theirs", name="Theirs", organisation=house.south)
    Profile.objects.create(code="ours", name="Ours", organisation=house.partner)
    items = {row["code"]: row["givable"] for row in talk(house.adm).get("/profiles").json()["items"]}
    assert ("theirs" in items, items["ours"], items["administrator"]) == (False, True, False)


def test_a_longer_list_asks_no_more_questions(house: House, talk):
    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            ann.get("/deal-segments")
        return len(captured)

    ann = talk(house.ann)
    _read_rules, before = questions(), questions()
    for number in range(20):
        DealSegment.objects.create(code=f"more-{number}", labels={"en": f"More {number}"})
    _read_rules, after = questions(), questions()
    assert after == before
