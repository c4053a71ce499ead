"""Posting: what is mandatory is there, one process begins, and its first task is somebody's."""

import pytest

from leadwright.history.models import Entry
from leadwright.leads import actions as leads
from leadwright.leads.models import Lead, OpportunityKind
from leadwright.processes import actions
from leadwright.processes.models import Instance
from leadwright.tasks.models import Task
from tests.makers import NOON, House, fresh, refused
from tests.processes.conftest import complete, of_kind, open_task, posted


@pytest.fixture
def lead(house: House) -> Lead:
    return house.accepted()


def test_a_posted_lead_has_one_process_and_its_first_task_with_the_owner(house: House, lead: Lead) -> None:
    posted(lead, house)
    task = open_task(lead)
    assert (task.subject, task.owner, task.step) == ("Initial contact", house.ann, "initial-contact")
    assert (fresh(lead).steps, fresh(lead).posted_at) == (["initial-contact"], NOON)
    assert Entry.objects.filter(fact="process.started").count() == 1


def test_posting_again_begins_no_second_process(house: House, lead: Lead) -> None:
    posted(lead, house)
    actions.post(lead.pk, by=house.ann, at=NOON)
    assert (Instance.objects.count(), Task.objects.count()) == (1, 1)


def test_without_a_kind_nothing_is_posted(house: House, lead: Lead) -> None:
    with refused("FIELD_REQUIRED", "kind"):
        actions.post(lead.pk, by=house.ann, at=NOON)
    assert not Instance.objects.exists()


def test_saving_alone_begins_nothing(house: House, lead: Lead) -> None:
    of_kind(lead, house)
    assert not Instance.objects.exists()


def test_a_kind_without_steps_is_posted_and_has_none(house: House, lead: Lead) -> None:
    posted(lead, house, "free")
    actions.post(lead.pk, by=house.ann, at=NOON)
    assert (fresh(lead).posted_at, Instance.objects.count()) == (NOON, 0)
    assert Entry.objects.about("lead", lead.pk).filter(fact="lead.posted").count() == 1


def test_the_kind_is_chosen_anew_until_a_task_is_done(house: House, lead: Lead) -> None:
    posted(lead, house)
    of_kind(lead, house, "by-hand")
    assert [row.state for row in Instance.objects.order_by("pk")] == ["CLOSED", "RUNNING"]
    of_kind(lead, house)
    complete(lead, house)
    with refused(
        "KIND_FIXED",
    ):
        of_kind(lead, house, "free")


def test_a_process_that_is_not_published_begins_nothing(house: House, lead: Lead) -> None:
    of_kind(lead, house)
    OpportunityKind.objects.filter(code="standard-sale").update(diagram="nothing")
    with refused("PROCESS_UNPUBLISHED"):
        actions.post(lead.pk, by=house.ann, at=NOON)
    assert fresh(lead).posted_at is None


def test_the_sender_posts_nothing_that_it_handed_over(house: House, lead: Lead) -> None:
    of_kind(lead, house)
    with refused("PERMISSION_DENIED"):
        actions.post(lead.pk, by=house.dina, at=NOON)


def test_what_waits_for_acceptance_is_not_posted(house: House) -> None:
    with refused("ACCEPTANCE_PENDING"):
        actions.post(house.offered().pk, by=house.ann, at=NOON)


def test_a_deleted_lead_ends_its_process(house: House, lead: Lead) -> None:
    posted(lead, house)
    leads.delete(lead.pk, by=house.ann, at=NOON, version=fresh(lead).version)
    assert Instance.objects.get().closed_because == "lead_deleted"
