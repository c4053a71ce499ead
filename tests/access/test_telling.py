"""What one side keeps to itself stands in no answer to the other side, and no amount in one to who may not know it."""

import re
from collections.abc import Iterable, Iterator

import pytest

from leadwright.people.models import Profile, User
from tests.access.planting import AMOUNTS, Planted, keys_of, plant
from tests.access.routes import Route, routes
from tests.access.standing import standing
from tests.access.test_matrix import Visitor
from tests.sheets import text_of

# Where partners and their people are listed so that leads can be offered to them, and where a form offers choices.
LISTED = {
    "leads_lead.group": r"/api/v1/organisations|/leads/\d+/offer/",
    "leads_lead.team": r"/api/v1/users|/leads/\d+/offer/",
    "contacts_contact.groups": r"/api/v1/contact-groups|/contacts/(new/|new/alike/|\d+/edit/)?|/leads/new/.*",
}
MORE = {
    "api/v1/leads": ("?state=", "?q=wants&limit=200"),
    **dict.fromkeys(
        (
            f"api/v1/{address}.{form}"
            for address in ("leads/export", "export/leads")
            for form in ("csv", "xlsx")
        ),
        ("?state=any",),
    ),
    "leads/": ("?owner=any&state=any",),
}
EACH_LEAD = "?history=all"


# What both sides planted.
standing_planted, planted = standing(plant, "planted")


def answers(user: User, planted: Planted) -> Iterator[tuple[str, str]]:
    """Return each address that can be looked at, for each planted object, with what it says to a user."""
    visitor, keys = Visitor(user), keys_of(planted)
    for route in routes():
        for key in keys.get(route.kind, []):
            for query in ("", *_queries(route)):
                address = route.at(key) + query
                answer = visitor.client.get(address, headers=visitor.headers if route.is_api else {})
                yield address, text_of(answer)


_told_to_ann: dict[int, list[tuple[str, str]]] = {}


def told_to(user: User, planted: Planted) -> Iterable[tuple[str, str]]:
    """Return the answers in the house as it was planted; those to Ann, which two tests read, are asked for once."""
    if user.pk != planted.house.ann.pk:
        return answers(user, planted)
    if planted.lead.pk not in _told_to_ann:
        _told_to_ann[planted.lead.pk] = list(answers(user, planted))
    return _told_to_ann[planted.lead.pk]


def _queries(route: Route) -> tuple[str, ...]:
    return (EACH_LEAD,) if route.path == "leads/{number}/" else MORE.get(route.path, ())


Places = set[tuple[str, str, str]]


def places_of(users: Iterable[User], planted: Planted, *markers: dict[str, str]) -> tuple[Places, ...]:
    """Return for each set of markers reader, address and place of those that stand in an answer."""
    result: tuple[Places, ...] = tuple(set() for _some in markers)
    for user in users:
        for address, text in told_to(user, planted):
            said = text.casefold()
            for some, places in zip(markers, result, strict=True):
                places |= {
                    (user.held[0].code, address, place)
                    for place, marker in some.items()
                    if marker.casefold() in said and not re.fullmatch(LISTED.get(place, ""), address)
                }
    return result


@pytest.mark.asvs("8.2.3")
def test_the_sender_finds_its_own_somewhere_and_nothing_that_the_handler_keeps(planted: Planted) -> None:
    readers = planted.readers_of_the_sender
    leaked, own = places_of(readers, planted, planted.of_the_handler, planted.of_the_sender)
    assert leaked == set()
    no_page_names = {"leads_lead.external_key"}
    assert {place for _reader, _address, place in own} == planted.of_the_sender.keys() - no_page_names


@pytest.mark.asvs("8.2.3")
def test_the_handler_finds_its_own_somewhere_and_nothing_that_the_sender_keeps(planted: Planted) -> None:
    readers = planted.readers_of_the_handler
    leaked, own = places_of(readers, planted, planted.of_the_sender, planted.of_the_handler)
    assert leaked == set()
    assert {place for _reader, _address, place in own} == planted.of_the_handler.keys()


@pytest.mark.asvs("8.2.3")
def test_without_the_right_no_answer_holds_an_amount(planted: Planted) -> None:
    for profile in Profile.objects.all():
        profile.permissions |= {"lead.see_deal": "none"}
        profile.save()
    users = User.objects.filter(pk__in=[planted.house.ann.pk, planted.house.dina.pk, planted.house.adm.pk])
    leaked = {
        (user.held[0].code, address, amount)
        for user in users
        for address, text in answers(user, planted)
        for amount in AMOUNTS
        if amount in re.sub(r"[\s.,'\u00a0\u202f]", "", text)
    }
    assert leaked == set()


def test_with_the_right_amounts_are_where_they_were(planted: Planted) -> None:
    texts = [
        re.sub(r"[\s.,'\u00a0\u202f]", "", text) for _address, text in told_to(planted.house.ann, planted)
    ]
    assert all(any(amount in text for text in texts) for amount in AMOUNTS[:2])


def test_an_order_by_amounts_is_refused_with_its_reason(planted: Planted) -> None:
    ann = planted.house.ann
    ann.held[0].permissions |= {"lead.see_deal": "none"}
    ann.held[0].save()
    visitor = Visitor(ann)
    answer = visitor.client.get("/api/v1/leads?ordering=-amount", headers=visitor.headers)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (403, "/ordering")
    page = visitor.client.get("/leads/?ordering=-amount")
    assert "Largest amount first" not in page.content.decode()


def test_a_field_of_the_other_side_is_absent_not_empty(planted: Planted) -> None:
    visitor = Visitor(planted.house.dina)
    answer = visitor.client.get(f"/api/v1/leads/{planted.lead.pk}", headers=visitor.headers).json()
    assert not {"group", "team"} & answer.keys()
    team = visitor.client.get(f"/api/v1/leads/{planted.lead.pk}/team", headers=visitor.headers)
    assert (team.status_code, team.json()["code"]) == (403, "PERMISSION_DENIED")
