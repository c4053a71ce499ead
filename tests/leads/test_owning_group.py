"""The group that owns a lead: that of the contact's area, else that of the unit."""

import pytest

from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.models import Lead
from leadwright.people.actions.areas import add_area
from leadwright.people.models import Area
from tests.makers import NOON, fresh, make_contact, make_group, make_lead, make_unit, make_user, refused


@pytest.fixture
def far(house):
    """A second group of the partner, at home in Liège, with somebody in it."""
    group = make_group(house.partner, "GL")
    add_area({"name": "Liège", "country": "BE", "city": "Liège", "group": group.pk}, by=house.adm, at=NOON)
    return make_user("lea", unit=make_unit(group))


def test_a_lead_belongs_to_the_group_in_whose_area_its_contact_lives(house, far):
    there = make_contact(house.ann, city="Liege", country="BE")
    elsewhere = make_contact(house.ann, city="Gent", country="BE")
    assert make_lead(house.ann, contact=there).group == far.unit.group
    assert make_lead(house.ann, contact=elsewhere).group == house.group


def test_a_person_without_an_address_lives_where_the_company_is(house, far):
    company = make_contact(house.ann, kind="company", name="Acme", city="Liège", country="BE")
    person = make_contact(house.ann, kind="person", company=company.pk)
    assert make_lead(house.ann, contact=person).group == far.unit.group


def test_its_own_people_and_those_of_the_area_reach_such_a_lead(house, far):
    lead = make_lead(house.ann, contact=make_contact(house.ann, city="Liège", country="BE"))
    assert lead.unit == house.ann.unit
    for user in (house.ann, far):
        assert Lead.objects.within_reach(user, "lead.view").filter(pk=lead.pk).exists()
    assert not Lead.objects.within_reach(house.bob, "lead.view").filter(pk=lead.pk).exists()


def test_a_unit_accepts_what_it_is_assigned_whoever_owns_it(house, far):
    there = make_contact(house.ann, city="Liège", country="BE")
    lead = make_lead(house.ann, contact=there, owner=None, unit=house.ann.unit_id)
    with refused("NOT_UNIT_MEMBER"):
        actions.accept(lead.pk, by=far, at=NOON)
    assert list(Lead.objects.all().awaiting(house.ann)) == [lead]
    accepted = actions.accept(lead.pk, by=house.ann, at=NOON)
    assert (accepted.owner, accepted.group) == (house.ann, far.unit.group)


def test_a_chosen_group_stays_with_a_new_owner_and_is_told_in_history(house, far):
    lead = make_lead(house.ann)
    actions.assign(lead.pk, group=far.unit.group_id, by=house.adm, at=NOON)
    actions.assign(lead.pk, owner=house.bob.email, by=house.adm, at=NOON)
    assert (fresh(lead).owner, fresh(lead).group) == (house.bob, far.unit.group)
    entry = Entry.objects.filter(fact="lead.assigned").order_by("pk").first()
    assert (entry.details["to_group"], entry.texts()["group_to"]) == (far.unit.group_id, "GL")


def test_a_lead_can_be_entered_for_a_group_by_who_may_assign(house, far):
    assert make_lead(house.adm, group=far.unit.group_id).group == far.unit.group
    for strange in (house.cas.unit.group_id, "x", 10**30):
        with refused("FIELD_INVALID", "group"):
            make_lead(house.adm, group=strange)


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        ({"name": "", "country": "XX"}, ("name", "country")),
        ({"name": "a\x00"}, ("name",)),
        ({"postcode_from": "5000", "postcode_to": "4000"}, ("postcode_to",)),
        ({"name": "n" * 201}, ("name",)),
        ({"group": 10**9}, ("group",)),
    ],
)
def test_a_wrong_area_is_refused_with_its_fields(house, told, fields):
    sound = {"name": "Here", "country": "BE", "group": house.group.pk}
    with refused("FIELD_REQUIRED" if told.get("name") == "" else "FIELD_INVALID", *fields):
        add_area(sound | told, by=house.adm, at=NOON)
    assert not Area.objects.exists()


def test_a_lead_follows_its_new_owner_into_another_group_unless_its_group_was_chosen(house, far):
    lead = make_lead(house.ann)
    actions.assign(lead.pk, owner=far.email, by=house.adm, at=NOON)
    assert (fresh(lead).group, fresh(lead).version) == (far.unit.group, lead.version + 1)


def test_assigning_what_is_so_already_changes_nothing(house):
    lead = make_lead(house.ann)
    assert actions.assign(lead.pk, owner=house.ann.email, by=house.adm, at=NOON).version == lead.version
    assert not Entry.objects.filter(fact="lead.assigned").exists()


def test_a_group_that_is_that_of_the_unit_too_stays_once_it_was_chosen(house, far):
    lead = make_lead(house.ann)
    actions.assign(lead.pk, group=house.group.pk, by=house.adm, at=NOON)
    actions.assign(lead.pk, owner=far.email, by=house.adm, at=NOON)
    assert (fresh(lead).owner, fresh(lead).group) == (far, house.group)


def test_a_lead_that_comes_back_belongs_to_the_area_of_its_contact_again(house):
    boss = make_user(unit=house.dina.unit, profile="administrator")
    coast = make_group(house.vendor, "Coast")
    data = {"name": "Coast", "country": "BE", "city": "Oostende", "group": coast.pk}
    add_area(data, by=boss, at=NOON)
    there = make_contact(house.dina, city="Oostende", country="BE")
    lead = house.offered(contact=there)
    assert lead.group == house.group
    assert actions.reject(lead.pk, by=house.ann, at=NOON).group == coast
