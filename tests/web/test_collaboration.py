"""Groups that work together: the members of one see what the other owns, from the next request on."""

import pytest

from leadwright.history.models import Entry
from leadwright.people.models import GroupCollaboration
from tests.makers import make_group, make_unit, make_user

PAGE = "/company/units/collaboration/"


def test_the_leads_of_a_group_are_seen_while_it_works_with_another(house, enter):
    guests = make_group(house.partner, "Guests")
    client, lead = enter(make_user("far", unit=make_unit(guests))), house.accepted()
    data, seen = {"guest": guests.pk, "host": house.group.pk}, []
    for part in ("end", "start", "start", "end"):
        assert enter(house.adm).post(PAGE, data | {"part": part}).status_code == 303
        seen.append(client.get(f"/leads/{lead.pk}/").status_code)
    assert seen == [404, 200, 200, 404]
    facts = Entry.objects.filter(fact__startswith="collaboration.").order_by("pk")
    assert [entry.fact for entry in facts] == ["collaboration.started", "collaboration.ended"]


def test_the_page_lists_who_works_together_inside_the_company(house, enter):
    GroupCollaboration.objects.create(host=house.group, guest=make_group(house.partner, "Guests"))
    assert "→ GP" in enter(house.adm).get(PAGE).text
    other = make_user(unit=house.cas.unit, profile="company-admin")
    assert "→ GP" not in enter(other).get(PAGE).text


@pytest.mark.parametrize("place", ["guest", "host"])
def test_a_group_of_another_company_or_the_same_twice_is_refused(house, enter, place):
    for group in (house.cas.unit.group_id, house.group.pk, "x", "9" * 40):
        data = {"guest": house.group.pk, "host": house.group.pk} | {place: group}
        assert enter(house.adm).post(PAGE, data).status_code == 422
    assert not GroupCollaboration.objects.exists()


def test_who_may_not_manage_users_changes_nothing(house, enter):
    assert enter(house.ann).get(PAGE).status_code == 403
    assert enter(house.ann).post(PAGE, {}).status_code == 403
