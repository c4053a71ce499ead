"""Category, priority and importance of a lead, and whom its type is for."""

import pytest

from leadwright.leads import actions
from leadwright.leads.models import Category, LeadType, Level, Transition
from leadwright.leads.references import offered_categories, offered_types
from tests.makers import NOON, House, fresh, make_lead, refused


def the_type() -> LeadType:
    return LeadType.objects.get(code="partner-lead")


def support(scale: str, level: int, *, is_supported: bool) -> None:
    rows = Level.objects.filter(definition__is_active=True, scale=scale, level=level)
    assert rows.update(is_supported=is_supported) == 1


def test_a_type_that_lists_no_category_allows_all(house: House) -> None:
    for category in Category.objects.filter(is_retired=False):
        assert make_lead(house.ann, category=category.code).category == category


def test_a_type_that_lists_one_category_refuses_another(house: House) -> None:
    first, second = Category.objects.all()[:2]
    the_type().categories.set([first])
    assert list(offered_categories(the_type())) == [first]
    assert make_lead(house.ann, category=first.code).category == first
    with refused("FIELD_INVALID", "category"):
        make_lead(house.ann, category=second.code)


def test_the_category_that_a_lead_has_stays(house: House) -> None:
    first, second = Category.objects.all()[:2]
    lead = make_lead(house.ann, category=first.code)
    the_type().categories.set([second])
    Category.objects.filter(pk=first.pk).update(is_retired=True)
    data = {"category": first.code, "comment": "again"}
    assert actions.edit(lead.pk, data, by=house.ann, at=NOON, version=lead.version).category == first
    with refused("FIELD_INVALID", "category"):
        make_lead(house.ann, category=first.code)


def test_an_empty_category_takes_it_away(house: House) -> None:
    lead = make_lead(house.ann, category=Category.objects.all()[0].code)
    none = actions.edit(lead.pk, {"category": None}, by=house.ann, at=NOON, version=lead.version)
    assert none.category is None


@pytest.mark.parametrize("wrong", [["b2b"], {"code": "b2b"}, 7, True, "x" * 100_000, "no-such"])
def test_a_category_that_is_none_is_refused(house: House, wrong: object) -> None:
    with refused("FIELD_INVALID", "category"):
        make_lead(house.ann, category=wrong)


def test_a_transition_can_require_a_category(house: House) -> None:
    Transition.objects.filter(from_status__code="new", to_status__code="in-contact").update(
        required=["category"]
    )
    bare = make_lead(house.ann)
    with refused("FIELD_REQUIRED", "category"):
        actions.start(bare.pk, by=house.ann, at=NOON)
    lead = make_lead(house.ann, category=Category.objects.all()[0].code)
    assert actions.start(lead.pk, by=house.ann, at=NOON).state == "IN_PROGRESS"


@pytest.mark.parametrize("scale", ["priority", "importance"])
def test_a_level_that_is_not_supported_is_refused_and_the_one_there_is_stays(
    house: House, scale: str
) -> None:
    lead = make_lead(house.ann, **{scale: 4})
    support(scale, 4, is_supported=False)
    with refused("LEVEL_NOT_SUPPORTED", scale):
        make_lead(house.ann, **{scale: 4})
    kept = actions.edit(lead.pk, {scale: 4, "comment": "x"}, by=house.ann, at=NOON, version=lead.version)
    assert getattr(kept, scale) == 4
    moved = actions.edit(lead.pk, {scale: 2}, by=house.ann, at=NOON, version=kept.version)
    with refused("LEVEL_NOT_SUPPORTED", scale):
        actions.edit(lead.pk, {scale: 4}, by=house.ann, at=NOON, version=moved.version)


def test_levels_come_from_the_type_and_without_one_from_the_definition(house: House) -> None:
    LeadType.objects.update(priority=None, importance=8)
    Level.objects.filter(scale="priority").update(is_default=False)
    Level.objects.filter(scale="priority", level=7).update(is_default=True)
    lead = make_lead(house.ann)
    assert (lead.priority, lead.importance) == (7, 8)


def test_a_type_for_one_unit_is_refused_to_another(house: House) -> None:
    LeadType.objects.update(units=[house.u1.pk])
    assert make_lead(house.ann).type == the_type()
    for user in (house.bob, house.dina):
        assert not offered_types(user.unit)
        with refused("TYPE_NOT_ALLOWED", "type"):
            make_lead(user)


def test_a_type_for_a_group_is_open_to_its_units(house: House) -> None:
    LeadType.objects.update(groups=[house.group.pk])
    assert make_lead(house.bob).type == the_type()
    with refused("TYPE_NOT_ALLOWED", "type"):
        make_lead(house.cas)


def test_a_lead_of_a_type_for_others_can_still_be_worked(house: House) -> None:
    lead = house.accepted()
    LeadType.objects.update(units=[house.dina.unit_id])
    assert actions.start(lead.pk, by=house.ann, at=NOON).state == "IN_PROGRESS"
    assert fresh(lead).type == the_type()
