"""Who sees a task: its own company alone, those who have to do with it, its unit or role, and who sees its lead."""

import pytest

from leadwright.leads.entry_telling import entries_about
from leadwright.people.models import User
from leadwright.tasks import actions
from leadwright.tasks.lifecycle import Verb, allowed_actions
from leadwright.tasks.locking import fetch
from leadwright.tasks.models import Task
from leadwright.tasks.telling import known_lead, known_step
from tests.makers import NOON, House, change_rights, make_group, make_unit, make_user, refused
from tests.tasks.making import make_task


def sees(user: User, task: Task) -> bool:
    return Task.objects.within_reach(user).filter(pk=task.pk).exists()


@pytest.fixture
def afar(house: House) -> User:
    """Return somebody of another group of the partner, who reaches nothing of the first."""
    return make_user("afar", unit=make_unit(make_group(house.partner, "Far"), "F1"))


def test_without_a_lead_it_is_seen_as_far_as_the_permission_goes(house: House, afar: User) -> None:
    task = make_task(house.ann)
    assert [sees(user, task) for user in (house.bob, house.nina, house.adm)] == [True, True, True]
    assert [sees(user, task) for user in (afar, house.cas, house.dina)] == [False, False, False]


def test_who_is_in_charge_and_who_made_it_see_it_from_afar(house: House, afar: User) -> None:
    task = make_task(house.ann, user=afar.email)
    assert sees(afar, task)
    assert sees(house.ann, task)
    assert not sees(make_user("other", unit=afar.unit), make_task(house.ann))


def test_the_unit_and_the_holders_of_the_role_see_what_is_for_them(house: House, afar: User) -> None:
    for_unit, for_role = make_task(house.ann, unit=afar.unit_id), make_task(house.ann, role="company-admin")
    assert (sees(afar, for_unit), sees(afar, for_role)) == (True, False)
    chief = make_user("chief", unit=afar.unit, profile="company-admin")
    change_rights(chief, task_view="own")
    assert sees(chief, for_role)


def test_the_other_side_of_a_lead_sees_no_task_of_it(house: House) -> None:
    task = make_task(house.ann, lead=house.accepted())
    assert (sees(house.bob, task), sees(house.dina, task)) == (True, False)


def test_who_is_in_charge_of_a_task_of_a_lead_out_of_reach_does_not_know_the_lead(
    house: House, afar: User
) -> None:
    task = fetch(make_task(house.ann, lead=house.accepted(), unit=afar.unit_id).pk, by=afar)
    task.process, task.step = 7, "ask"
    assert (known_lead(afar, task), known_step(afar, task)) == (None, (None, ""))
    assert (known_lead(house.ann, task), known_step(house.ann, task)) == (task.lead, (7, "ask"))
    assert actions.take(task.pk, by=afar, at=NOON).owner == afar


def test_without_the_permission_nothing_is_seen(house: House) -> None:
    task = make_task(house.ann)
    change_rights(house.nina, task_view="none")
    assert not sees(house.nina, task)


def test_who_only_sees_a_task_comments_and_works_on_nothing(house: House) -> None:
    change_rights(house.bob, task_edit="own", lead_schedule="own")
    task = fetch(make_task(house.ann).pk, by=house.bob)
    open_to_bob = [state.action for state in allowed_actions(task, house.bob) if state.allowed]
    assert open_to_bob == [Verb.COMMENT]
    with refused("PERMISSION_DENIED"):
        actions.complete(task.pk, {}, by=house.bob, at=NOON)


def test_who_is_in_charge_saves_results_and_does_not_change_what_is_asked(house: House) -> None:
    change_rights(house.bob, task_edit="none", lead_schedule="none")
    bea = make_user("bea", unit=house.u2, profile="report-user")
    change_rights(bea, task_edit="none")
    task = make_task(house.adm, user=house.bob.email)
    with refused("PERMISSION_DENIED"):
        actions.edit(task.pk, {"results": "x"}, by=house.bob, at=NOON, version=1)


def test_a_verb_is_open_exactly_where_it_can_be_done(house: House) -> None:
    task = fetch(make_task(house.ann, unit=house.u1.pk).pk, by=house.bob)
    states = {state.action: state for state in allowed_actions(task, house.bob)}
    assert (states[Verb.TAKE].allowed, states[Verb.TAKE].code) == (False, "STATE_NOT_ALLOWED")
    assert states[Verb.DELEGATE].allowed


def test_a_task_that_is_fetched_says_the_same_as_the_question_to_the_database(
    house: House, afar: User
) -> None:
    lead = house.accepted()
    tasks = [make_task(house.ann, lead=of, unit=unit) for of in (None, lead) for unit in (None, afar.unit_id)]
    fetched = [fetch(task.pk, by=house.ann) for task in tasks]
    change_rights(house.bob, lead_view="own", task_view="own")
    for user in (house.ann, house.bob, house.nina, house.adm, house.cas, house.dina, afar):
        assert [task.is_seen_by(user) for task in fetched] == [sees(user, task) for task in tasks], user.name


def test_the_history_of_a_lead_tells_nothing_of_its_tasks_to_who_sees_none(house: House) -> None:
    lead = house.accepted()
    make_task(house.ann, lead=lead)
    assert entries_about(lead, by=house.nina).filter(fact="task.made").exists()
    change_rights(house.nina, task_view="none")
    assert not entries_about(lead, by=house.nina).filter(fact="task.made").exists()
