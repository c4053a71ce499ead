"""What a list is narrowed to already need not be asked again: with it or without, the same leads are seen."""

from itertools import product

import pytest

from leadwright.leads.models import Lead
from leadwright.people.access import Place, reaches
from leadwright.people.models import GroupCollaboration
from tests.makers import House, change_rights, make_group, make_lead, make_unit, make_user

REACHES = ("none", "own", "team", "unit", "group", "organisation", "sent")


@pytest.fixture
def house(db) -> House:
    house = House()
    far = make_user(unit=make_unit(make_group(house.partner, "Far")))
    near = make_user(unit=make_unit(make_group(house.partner, "Near")))
    GroupCollaboration.objects.create(host=near.unit.group, guest=house.group)
    for user in (house.ann, house.bob, house.adm, house.cas, house.dina, far, near):
        make_lead(user)
    house.offered(), house.offered(unit=house.u2), house.accepted(), house.queued()
    odd = make_lead(far)
    Lead.objects.filter(pk=odd.pk).update(team=[house.ann.pk])
    Lead.objects.filter(pk=make_lead(house.bob).pk).update(owner=house.cas, organisation=house.south)
    Lead.objects.filter(pk=make_lead(house.cas).pk).update(owner=house.ann)
    Lead.objects.filter(pk=make_lead(far).pk).update(unit=house.u1)
    return house


def places() -> list[Place]:
    rows = Lead.objects.values_list("owner", "unit", "group")
    each = [set(column) | {None} for column in zip(*rows, strict=True)]
    return [Place(owner_id=owner, unit_id=unit, group_id=group) for owner, unit, group in product(*each)]


@pytest.mark.parametrize("reach", REACHES)
def test_the_same_leads_are_seen_at_each_place(house, reach):
    change_rights(house.ann, lead_view=reach)
    user = type(house.ann).objects.get(pk=house.ann.pk)
    seen = {lead for lead in Lead.objects.all() if reaches(user, "lead.view", lead)}
    for at in places():
        narrow = {name: value for name, value in vars(at).items() if value is not None}
        expected = {row for row in seen if all(getattr(row, name) == narrow[name] for name in narrow)}
        assert set(Lead.objects.within_reach(user, "lead.view", at=at).filter(**narrow)) == expected
        parts = Lead.objects.by_reach(user, "lead.view", at=at)
        assert {row for part in parts for row in part.filter(**narrow)} == expected


def test_a_place_is_not_asked_for_again(house):
    at = Place(owner_id=house.ann.pk)
    rows = Lead.objects.within_reach(house.ann, "lead.view", at=at)
    assert "team" not in str(rows.values("pk").query.where)
