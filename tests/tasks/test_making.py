"""A task is made for a person, a unit or a role, on a lead or on none, due by a day or after working days."""

import pytest
from django.db import IntegrityError

from leadwright.history.models import Entry
from leadwright.people.actions.profiles import copy_profile
from leadwright.people.models import Profile
from leadwright.tasks import actions
from leadwright.tasks.models import Task
from leadwright.tasks.states import Address
from tests.makers import NOON, House, make_lead, make_user, moment, refused
from tests.tasks.making import TOMORROW, make_task


def test_a_task_is_for_whoever_makes_it_unless_somebody_is_named(house: House) -> None:
    own, other = make_task(house.ann), make_task(house.ann, user=house.bob.email)
    assert (own.owner, own.created_by, own.unit) == (house.ann, house.ann, house.u1)
    assert (other.owner, other.unit, other.group) == (house.bob, house.u2, house.group)
    assert set(other.team) == {house.ann.pk, house.bob.pk}


def test_a_task_is_for_a_unit_or_a_role_and_nobody_is_in_charge_yet(house: House) -> None:
    for_unit = make_task(house.ann, unit=house.u2.pk)
    for_role = make_task(house.ann, role="company-admin")
    assert (for_unit.addressed, for_unit.owner, for_unit.unit) == (Address.UNIT, None, house.u2)
    assert (for_role.addressed, for_role.owner, for_role.in_charge) == (Address.ROLE, None, "Company Admin")


def test_all_that_is_wrong_is_named_at_once(house: House) -> None:
    wrong = {"subject": " ", "importance": "huge", "user": "nobody@example.org", "colour": "red"}
    with refused("FIELD_UNKNOWN", "subject", "importance", "user", "due", "colour"):
        actions.make(wrong, by=house.ann, at=NOON)
    assert not Task.objects.exists()


def test_it_is_for_one_of_a_person_a_unit_and_a_role(house: House) -> None:
    with refused("FIELD_INVALID", "unit"):
        make_task(house.ann, user=house.bob.email, unit=house.u1.pk)


def test_it_is_due_at_the_end_of_the_last_of_so_many_working_days(house: House) -> None:
    task = actions.make({"subject": "Call", "working_days": 5}, by=house.ann, at=NOON)
    assert task.due_at == moment("2026-03-09 23:59:59")


def test_it_is_not_due_before_it_begins_nor_by_a_day_and_by_working_days_at_once(house: House) -> None:
    with refused("FIELD_INVALID", "due"):
        make_task(house.ann, starts=moment("2026-03-04 08:00").isoformat())
    with refused("FIELD_INVALID", "working_days"):
        make_task(house.ann, working_days=2)


def test_neither_units_nor_roles_nor_people_of_another_company_are_named(house: House) -> None:
    foreign = copy_profile(
        Profile.objects.get(code="portal-writer").pk,
        name="Theirs",
        by=make_user(unit=house.cas.unit, profile="company-admin"),
        at=NOON,
    )
    named = {"unit": house.cas.unit_id, "role": foreign.code, "user": house.cas.email}
    for name, value in named.items():
        with refused("FIELD_INVALID", name):
            make_task(house.ann, **{name: value})


def test_a_role_that_nobody_of_the_company_has_takes_no_task(house: House) -> None:
    with refused("FIELD_INVALID", "role"):
        make_task(house.ann, role="lead-distributor")


def test_who_is_named_for_a_task_of_a_lead_can_see_the_lead(house: House) -> None:
    lead = house.accepted()
    stranger = make_user("olaf", unit=house.u2)
    stranger.profiles.set([copy_of_writer(house, own_leads=True)])
    with refused("FIELD_INVALID", "user"):
        make_task(house.ann, lead=lead, user=stranger.email)
    assert make_task(house.ann, lead=lead, user=house.bob.email).owner == house.bob


def copy_of_writer(house: House, *, own_leads: bool) -> Profile:
    """Return a profile of writers who see nothing but their own leads."""
    profile = copy_profile(
        Profile.objects.get(code="portal-writer").pk, name="Own leads", by=house.adm, at=NOON
    )
    profile.permissions |= {"lead.view": "own"} if own_leads else {}
    profile.save()
    return profile


def test_on_a_lead_that_is_closed_or_foreign_no_task_is_made(house: House) -> None:
    with refused("FIELD_INVALID", "lead"):
        make_task(house.ann, lead=make_lead(house.cas))
    with refused("PERMISSION_DENIED"):
        make_task(house.dina, lead=house.accepted())


def test_a_reader_makes_no_task(house: House) -> None:
    with refused("PERMISSION_DENIED"):
        make_task(house.nina)


def test_history_names_who_is_in_charge_with_the_lead_or_by_itself(house: House) -> None:
    lead = house.accepted()
    of_lead, alone = make_task(house.ann, lead=lead), make_task(house.ann)
    entries = Entry.objects.filter(fact="task.made").order_by("pk")
    assert [(entry.subject_kind, entry.subject_id) for entry in entries] == [
        ("lead", lead.pk),
        ("task", alone.pk),
    ]
    assert entries[0].details == {
        "task": of_lead.pk,
        "owner": house.ann.pk,
        "due_at": entries[0].details["due_at"],
    }
    assert entries[0].organisations == [house.partner.pk]


def test_the_database_keeps_no_task_that_is_addressed_to_nobody(house: House) -> None:
    with pytest.raises(IntegrityError):
        Task.objects.create(
            subject="x",
            organisation=house.partner,
            starts_at=NOON,
            due_at=TOMORROW,
            created_at=NOON,
            updated_at=NOON,
        )
