"""The jobs: a poke never harms the deed that it follows, and no job is lost with its worker."""

import asyncio
from datetime import timedelta

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from leadwright.config import jobs
from leadwright.foundation.clock import now
from leadwright.history.models import Entry
from leadwright.messages.models import Message
from tests.makers import make_organisation


def waiting(name: str = jobs.SEND) -> int:
    """Return how many jobs of a kind wait."""
    return ProcrastinateJob.objects.filter(task_name=name, status="todo").count()


@pytest.mark.django_db
def test_a_poke_waits_for_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False) as pokes:
        jobs.poke_sender()
    assert len(pokes) == 1
    assert waiting() == 0


def test_two_pokes_make_one_job(committed):
    with transaction.atomic():
        jobs.poke_sender()
        jobs.poke_sender()
    assert waiting() == 1


def test_a_poke_that_comes_second_leaves_what_was_done_alone(committed, monkeypatch):
    jobs.poke_sender()
    monkeypatch.setattr(jobs.ProcrastinateJob.objects, "filter", lambda **_: ProcrastinateJob.objects.none())
    with transaction.atomic():
        organisation = make_organisation()
        jobs.poke_sender()
    organisation.refresh_from_db()
    monkeypatch.undo()
    assert waiting() == 1


def test_the_job_of_a_worker_that_died_is_taken_up_again(committed):
    jobs.poke_sender()
    pretend_a_worker_died()
    run(jobs.retry_stalled)
    assert ProcrastinateJob.objects.filter(task_name=jobs.SEND, status__in=("todo", "succeeded")).exists()
    assert not ProcrastinateJob.objects.filter(task_name=jobs.SEND, status="doing").exists()


def pretend_a_worker_died() -> None:
    """Leave a job as a killed worker leaves it: it says that it runs, and the heartbeat is old."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id",
            [now() - timedelta(minutes=5)],
        )
        (worker,) = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE task_name = %s",
            [worker, jobs.SEND],
        )


def run(task: object) -> None:
    """Defer a job and let a worker run until nothing is left."""
    task.defer(timestamp=0)

    async def work() -> None:
        async with working.open_async():
            await working.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)

    with app.replace_connector(app.connector.get_worker_connector()) as working:
        asyncio.run(work())


@pytest.mark.django_db
def test_the_anchor_goes_to_the_file_that_is_set(settings, tmp_path):
    settings.ANCHOR = str(tmp_path / "anchors")
    jobs.print_anchor.func(timestamp=0)
    jobs.print_anchor.func(timestamp=0)
    lines = (tmp_path / "anchors").read_text().splitlines()
    assert len(lines) == 2
    assert all(" history " in line for line in lines)


@pytest.mark.django_db
def test_the_anchor_goes_to_the_address_that_is_set(settings):
    settings.ANCHOR = "notary@example.org"
    jobs.print_anchor.func(timestamp=0)
    message = Message.objects.get(address="notary@example.org")
    assert "history " in message.text


def test_what_was_committed_is_sealed_by_its_job(committed):
    make_organisation()
    jobs.seal_history.func(timestamp=0)
    assert Entry.objects.exists()
    assert not Entry.objects.unsealed().exists()
