"""Who hears of a task: who is in charge before and when it is due, then who looks after the unit, then the company."""

from datetime import datetime, timedelta

import pytest

from leadwright.history.models import Entry
from leadwright.leads.actions.configuration_lists import set_notices
from leadwright.messages.models import Message
from leadwright.notifications.models import Notification
from leadwright.notifications.reading import lines_of
from leadwright.people.actions.users import edit_user
from leadwright.people.models import User
from leadwright.tasks import actions
from leadwright.tasks.answers import has_passed
from leadwright.tasks.models import Task
from leadwright.tasks.noticing import notice_due
from tests.makers import NOON, House, change_rights, make_user, moment, refused
from tests.tasks.making import anew, complete, make_task

# Five working days from Monday noon: Tuesday to Friday and Monday, the weekend between.
DUE = moment("2026-03-09 12:00")
DAY = timedelta(days=1)


def told(task: Task) -> list[str]:
    """Return who was mailed of a task, in that order."""
    rows = Message.objects.filter(kind="task_due", subject_id=task.pk).order_by("pk")
    return [row.recipient_user.name for row in rows.select_related("recipient_user")]


def at_each_hour(start: datetime, end: datetime) -> None:
    """Let the worker look each hour."""
    while start <= end:
        notice_due(start)
        start += timedelta(hours=1)


@pytest.fixture
def task(house: House) -> Task:
    """Return a task that Bob of the second unit has to do within five working days."""
    return make_task(house.ann, user=house.bob.email, due=DUE)


def test_the_ladder_is_climbed_step_by_step_in_working_time(house: House, task: Task) -> None:
    chief = make_user("chief", unit=house.u2, profile="company-admin")
    for until, names in (
        ("2026-03-06 11:00", []),
        ("2026-03-06 12:00", ["Bob"]),
        ("2026-03-09 12:00", ["Bob", "Bob"]),
        ("2026-03-10 17:00", ["Bob", "Bob"]),
        ("2026-03-10 18:00", ["Bob", "Bob", "Chief"]),
        ("2026-03-12 00:00", ["Bob", "Bob", "Chief", "Adm", "Chief"]),
    ):
        notice_due(moment(until))
        assert told(task) == names, until
    assert anew(task).notice_at is None
    assert chief.name == "Chief"


def test_each_notice_is_given_once_however_often_the_worker_looks(house: House, task: Task) -> None:
    at_each_hour(NOON, DUE + 10 * DAY)
    at_each_hour(NOON, DUE + 10 * DAY)
    assert told(task) == ["Bob", "Bob", "Adm", "Adm"]
    assert Entry.objects.filter(fact="task.noticed").count() == 4


def test_after_an_outage_each_hears_of_it_once(house: House, task: Task) -> None:
    notice_due(DUE + 10 * DAY)
    assert told(task) == ["Bob", "Adm"]


def test_what_is_done_or_closed_gives_no_notice(house: House, task: Task) -> None:
    other = make_task(house.ann, due=DUE)
    complete(task, house.bob)
    actions.close(other.pk, reason="no need", by=house.ann, at=NOON)
    notice_due(DUE + 10 * DAY)
    assert Message.objects.filter(kind="task_due").count() == 0


def test_a_task_that_is_put_off_begins_the_ladder_anew_and_makes_up_for_nothing(
    house: House, task: Task
) -> None:
    notice_due(DUE)
    later = (DUE + 7 * DAY).isoformat()
    actions.edit(task.pk, {"due": later}, by=house.ann, at=DUE, version=1)
    notice_due(DUE)
    assert len(told(task)) == 1
    notice_due(DUE + 7 * DAY)
    assert len(told(task)) == 2


def test_who_can_take_it_hears_of_what_nobody_took(house: House) -> None:
    task = make_task(house.bob, unit=house.u1.pk, due=DUE)
    notice_due(DUE)
    assert set(told(task)) == {"Ann", "Adm", "Nina"}


def test_a_notice_stands_in_the_list_too_and_is_written_in_the_readers_language(
    house: House, task: Task
) -> None:
    User.objects.filter(pk=house.bob.pk).update(language="nl", time_zone="America/New_York")
    notice_due(DUE)
    mail = Message.objects.filter(kind="task_due").latest("pk")
    assert (mail.language, "Te laat" in mail.subject or "Binnenkort" in mail.subject) == ("nl", True)
    assert "7:00" in mail.text or "07:00" in mail.text
    assert Notification.objects.filter(user=house.bob, kind="task_due", task=task).exists()


def test_the_list_tells_what_is_due_soon_from_what_is_late(house: House, task: Task) -> None:
    notice_due(moment("2026-03-06 12:00"))
    notice_due(DUE)
    rows = Notification.objects.filter(user=house.bob, kind="task_due").order_by("pk")
    texts = [line.text.partition(":")[0] for line in lines_of(list(rows), reader=house.bob)]
    assert texts == ["Due soon", "Overdue"]


def test_a_mail_that_waits_does_not_leave_once_the_task_is_done(house: House, task: Task) -> None:
    notice_due(DUE)
    mail = Message.objects.filter(kind="task_due").latest("pk")
    assert not has_passed(mail)
    complete(task, house.bob)
    assert has_passed(mail)


def test_who_can_do_without_is_not_mailed(house: House, task: Task) -> None:
    User.objects.filter(pk=house.bob.pk).update(unwanted_notices=["task_due"])
    notice_due(DUE)
    assert told(task) == []


def test_the_ladder_is_a_setting_that_open_tasks_follow(house: House, task: Task) -> None:
    vera = make_user("vera", unit=house.dina.unit, profile="administrator company-admin lead-distributor")
    set_notices({"in_charge": [10], "unit_admin": [], "company_admin": []}, by=vera, at=NOON)
    notice_due(NOON + timedelta(minutes=1))
    notice_due(moment("2026-03-03 01:00"))
    assert told(task) == ["Bob"]
    notice_due(DUE + 30 * DAY)
    assert told(task) == ["Bob"]


def test_a_ladder_that_makes_no_sense_is_refused_by_name(house: House) -> None:
    vera = make_user("vera", unit=house.dina.unit, profile="administrator company-admin lead-distributor")
    with refused("NOTICE_INVALID", "task_notices.in_charge"):
        set_notices({"in_charge": [0]}, by=vera, at=NOON)
    with refused("NOTICE_TWICE", "task_notices.unit_admin"):
        set_notices({"unit_admin": [100, 100]}, by=vera, at=NOON)


def test_who_does_not_see_a_task_hears_nothing_of_it(house: House) -> None:
    task = make_task(house.ann, lead=house.accepted(), user=house.bob.email, due=DUE)
    change_rights(house.adm, lead_view="own")
    notice_due(DUE + 10 * DAY)
    assert told(task) == ["Bob"]


def test_what_somebody_had_to_do_who_has_left_is_told_to_whoever_looks_after_the_unit(
    house: House, task: Task
) -> None:
    edit_user(house.bob.pk, by=house.adm, at=NOON, is_active=False)
    notice_due(DUE)
    assert told(task) == ["Adm"]
    assert "In charge: Bob" in Message.objects.get(kind="task_due").text


def test_a_mail_that_waits_does_not_leave_to_who_sees_the_task_no_longer(house: House, task: Task) -> None:
    notice_due(DUE)
    mail = Message.objects.get(kind="task_due")
    change_rights(house.bob, task_view="none")
    assert has_passed(Message.objects.get(pk=mail.pk))


def test_notices_of_many_tasks_ask_no_more_about_people(house: House, django_assert_max_num_queries) -> None:
    for _ in range(12):
        make_task(house.ann, user=house.bob.email, due=DUE)
    with django_assert_max_num_queries(35) as asked:
        notice_due(DUE + 10 * DAY)
    assert len([row for row in asked if str(row["sql"]).startswith('SELECT "people_user"')]) <= 2
