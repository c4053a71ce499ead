"""The demo's people and leads."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db.transaction import atomic, set_rollback

from leadwright.activities.models import Activity
from leadwright.clocks.models import Clock
from leadwright.communication.models import Communication
from leadwright.console.demo_data import load
from leadwright.files.models import File
from leadwright.leads.models import Lead
from leadwright.leads.states import ClockKind, State
from leadwright.processes.models import Instance
from leadwright.tasks.models import Task
from tests.makers import moment

TODAY = moment("2026-11-22 10:30")


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """Load the demo once, for tests that only read it; afterwards nothing of it is left."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), atomic():
        patch.setattr(settings, "FILES", str(tmp_path_factory.mktemp("files")))
        load(at=TODAY, progress=lambda _: None)
        yield
        set_rollback(True)


@pytest.fixture(autouse=True)
def reading(demo, django_db_blocker) -> Iterator[None]:
    """Let each test ask the database."""
    with django_db_blocker.unblock():
        yield


def test_the_demo_has_leads_in_every_state_and_clocks_of_every_kind() -> None:
    assert set(Lead.objects.values_list("state", flat=True)) == set(State.values)
    running = Clock.objects.running()
    assert set(running.values_list("kind", flat=True)) == set(ClockKind.values)
    assert running.filter(due_at__lt=TODAY).exists()
    assert Lead.objects.filter(started_at__gt=TODAY).count() == 0


def test_the_demo_has_activities_of_each_sort() -> None:
    planned = Activity.objects.open()
    late, ahead = planned.filter(starts_at__lt=TODAY), planned.filter(starts_at__gt=TODAY)
    assert (late.exists(), ahead.exists(), planned.filter(invited_at__isnull=False).exists()) == (True,) * 3
    done = Activity.objects.filter(state="COMPLETED")
    assert (done.exclude(notes="").exists(), done.filter(lead=None).exists()) == (True, True)
    assert Lead.objects.filter(owner__is_demo=True, next_activity=None).open().exists()
    assert (File.objects.count(), Communication.objects.count()) == (2, 2)


def test_the_demo_has_sales_at_different_steps_and_one_that_is_moved_by_hand() -> None:
    posted = Instance.objects.running()
    assert sorted(posted.values_list("is_moved_by_hand", flat=True)) == [False, False, False, True]
    sales = Lead.objects.filter(processes__in=posted.filter(is_moved_by_hand=False))
    assert sorted(step for lead in sales for step in lead.steps) == [
        "initial-contact",
        "presentation",
        "terms",
    ]
    assert all(lead.demand.exists() for lead in sales)
    done = Task.objects.filter(process__isnull=False, state="COMPLETED")
    assert all(task.owner_id == task.completed_by_id for task in done)
    assert done.count() == 5
