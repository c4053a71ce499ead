"""Files of an activity: added open or closed, deleted while it is open, read by whoever reads the activity."""

import pytest

from leadwright.activities import actions
from leadwright.activities.models import Activity
from leadwright.files.fetching import fetch_file, remove_file
from leadwright.files.models import File
from leadwright.foundation.refusals import NotFound
from leadwright.history.models import Entry
from leadwright.leads import actions as lead_actions
from tests.activities.making import anew, log, plan
from tests.files.attaching import TEXT, attach, in_store
from tests.makers import NOON, House, make_contact, make_lead, refused


def facts_about(kind: str, key: int) -> list[str]:
    rows = Entry.objects.about(kind, key).filter(fact__contains="file").order_by("pk")
    return list(rows.values_list("fact", flat=True))


def test_a_closed_activity_takes_files_and_gives_none_away(house: House) -> None:
    call = log(make_lead(house.ann), house.ann)
    file = attach(call, house.ann)
    with refused("ACTIVITY_CLOSED"):
        remove_file(file.pk, by=house.ann, at=NOON)
    assert (in_store(), anew(call).version) == ({file.key: TEXT}, call.version)


@pytest.mark.parametrize("has_lead", [True, False])
def test_an_open_activity_gives_files_away_and_history_keeps_both(house: House, has_lead: bool) -> None:
    lead = make_lead(house.ann) if has_lead else None
    call = plan(lead, house.ann)
    remove_file(attach(call, house.ann).pk, by=house.ann, at=NOON)
    about = ("lead", lead.pk) if lead else ("activity", call.pk)
    assert facts_about(*about) == ["activity.file_added", "activity.file_deleted"]
    assert not File.objects.exists()


def test_whoever_the_activity_is_shared_with_reads_its_files_and_changes_none(house: House) -> None:
    call = plan(house.accepted(), house.ann)
    before = attach(call, house.ann)
    with pytest.raises(NotFound):
        fetch_file(before.pk, by=house.dina)
    actions.share(call.pk, by=house.ann, at=NOON)
    for file in (before, attach(call, house.ann)):
        assert fetch_file(file.pk, by=house.dina).is_shared
        with refused("PERMISSION_DENIED"):
            remove_file(file.pk, by=house.dina, at=NOON)
    with refused("PERMISSION_DENIED"):
        attach(call, house.dina)
    actions.share(call.pk, by=house.ann, at=NOON, shared=False)
    with pytest.raises(NotFound):
        fetch_file(before.pk, by=house.dina)


def test_who_may_only_read_attaches_nothing_to_an_activity(house: House) -> None:
    call = plan(house.accepted(), house.ann)
    file = attach(call, house.ann)
    with refused("PERMISSION_DENIED"):
        attach(call, house.nina)
    with refused("PERMISSION_DENIED"):
        remove_file(file.pk, by=house.nina, at=NOON)
    assert in_store() == {file.key: TEXT}


def test_the_files_of_an_activity_go_with_it_or_with_its_lead(
    house: House, django_capture_on_commit_callbacks
) -> None:
    lead = make_lead(house.ann)
    deleted = plan(None, house.ann)
    for activity in (deleted, plan(lead, house.ann), log(lead, house.ann)):
        attach(activity, house.ann)
    version = type(lead).objects.get(pk=lead.pk).version
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete(deleted.pk, by=house.ann, at=NOON)
        lead_actions.delete(lead.pk, by=house.ann, at=NOON, version=version)
    assert (in_store(), File.objects.count()) == ({}, 0)


def test_the_files_of_an_interaction_stay_with_it_when_a_lead_is_made_of_it(house: House) -> None:
    eva = make_contact(house.ann)
    talk = log(None, house.ann, subject="Third site", participants=[{"contact": eva.pk}])
    file = attach(talk, house.ann)
    sent = {"type": "partner-lead", "owner": house.ann.email}
    actions.make_lead(talk.pk, sent, by=house.ann, at=NOON)
    assert Activity.objects.get(pk=talk.pk).lead is not None
    assert fetch_file(file.pk, by=house.ann) == file
