"""Attach files to leads and contacts, read them, and delete them: who may, and what lies in the store."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from leadwright.files.fetching import fetch_file, remove_file
from leadwright.files.models import File, Quota
from leadwright.files.store import put, storage
from leadwright.files.sweeping import sweep_orphans
from leadwright.foundation.clock import now
from leadwright.foundation.refusals import NotFound
from leadwright.history.models import Entry
from leadwright.leads import actions
from tests.files.attaching import TEXT, attach, in_store, incoming
from tests.makers import NOON, House, change_rights, make_contact, make_lead, refused


def facts_about(kind: str, key: int) -> list[str]:
    rows = Entry.objects.about(kind, key).order_by("pk").values_list("fact", flat=True)
    return [fact for fact in rows if "file" in fact]


def test_a_file_is_kept_as_it_came_under_a_key_that_nobody_chose(house: House) -> None:
    lead = make_lead(house.ann)
    file = attach(lead, house.ann, "../../etc/passwd")
    assert in_store() == {file.key: TEXT}
    assert (file.name, file.size, file.organisation_id) == ("passwd", len(TEXT), house.partner.pk)
    assert "passwd" not in file.key
    assert facts_about("lead", lead.pk) == ["lead.file_added"]


def test_only_the_product_reads_the_store_however_many_come_at_once(store) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _n: put(ContentFile(TEXT)), range(80)))
    assert len(set(keys)) == 80
    assert {stat.S_IMODE((store / key).stat().st_mode) for key in keys} == {0o600}
    assert {stat.S_IMODE((store / key).parent.stat().st_mode) for key in keys} == {0o700}


def test_several_files_are_added_or_none(house: House) -> None:
    lead = make_lead(house.ann)
    with refused("FIELD_INVALID", "file"):
        actions.add_files(lead.pk, [incoming(), incoming("..")], by=house.ann, at=NOON)
    assert (in_store(), File.objects.count(), facts_about("lead", lead.pk)) == ({}, 0, [])


@pytest.mark.parametrize(
    ("limit", "code"), [({"FILE_LIMIT": 5}, "TOO_LARGE"), ({"STORE_QUOTA": 40}, "QUOTA_EXCEEDED")]
)
def test_what_has_no_room_leaves_nothing(house: House, settings, limit, code) -> None:
    lead = make_lead(house.ann)
    settings.FILE_LIMIT = 1000
    first = attach(lead, house.ann)
    for name, size in limit.items():
        setattr(settings, name, size)
    with refused(code):
        attach(lead, house.ann)
    assert in_store() == {first.key: TEXT}


def test_an_empty_file_is_refused(house: House) -> None:
    with refused("FIELD_INVALID", "file"):
        attach(make_lead(house.ann), house.ann, content=b"")


def test_deleting_frees_the_room(house: House, settings, django_capture_on_commit_callbacks) -> None:
    settings.STORE_QUOTA = len(TEXT)
    lead = make_lead(house.ann)
    file = attach(lead, house.ann)
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(file.pk, by=house.ann, at=NOON)
    assert (in_store(), Quota.objects.get(organisation=house.partner).used) == ({}, 0)
    attach(lead, house.ann)
    assert facts_about("lead", lead.pk) == ["lead.file_added", "lead.file_deleted", "lead.file_added"]


def test_a_store_that_takes_nothing_refuses_and_nothing_is_kept(house: House, monkeypatch) -> None:
    def full(*_args: object, **_more: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(storage()), "_save", full)
    with refused("UNAVAILABLE"):
        attach(make_lead(house.ann), house.ann)
    assert (in_store(), File.objects.count()) == ({}, 0)


def test_a_file_on_one_side_is_the_other_sides_only_if_it_is_shared(house: House) -> None:
    lead = house.accepted()
    own, shared = attach(lead, house.ann), attach(lead, house.ann, shared=True)
    sent = attach(lead, house.dina)
    seen = {
        user.name: [
            pk for pk in (own.pk, shared.pk, sent.pk) if File.objects.open_to(user).filter(pk=pk).exists()
        ]
        for user in (house.ann, house.dina, house.cas)
    }
    assert seen == {"Ann": [own.pk, shared.pk], "Dina": [shared.pk, sent.pk], "Cas": []}
    with pytest.raises(NotFound):
        fetch_file(own.pk, by=house.dina)
    assert fetch_file(shared.pk, by=house.dina) == shared


def test_a_file_out_of_reach_never_was(house: House) -> None:
    lead, contact = make_lead(house.cas), make_contact(house.cas)
    for file in (attach(lead, house.cas, shared=True), attach(contact, house.cas, shared=True)):
        for act in (fetch_file, lambda pk, *, by: remove_file(pk, by=by, at=NOON)):
            with pytest.raises(NotFound):
                act(file.pk, by=house.ann)
    assert File.objects.count() == 2


def test_a_file_is_deleted_by_who_added_it_or_may_edit_and_by_no_other_company(house: House) -> None:
    lead = house.accepted()
    file = attach(lead, house.ann, shared=True)
    with refused("PERMISSION_DENIED"):
        remove_file(file.pk, by=house.nina, at=NOON)
    with refused("PERMISSION_DENIED"):
        remove_file(file.pk, by=house.dina, at=NOON)
    change_rights(house.ann, lead_edit="none")
    remove_file(file.pk, by=type(house.ann).objects.get(pk=house.ann.pk), at=NOON)
    assert not File.objects.exists()


def test_a_closed_lead_takes_files_and_gives_none_away(house: House) -> None:
    lead = make_lead(house.ann)
    actions.cancel(lead.pk, by=house.ann, at=NOON)
    file = attach(lead, house.ann)
    with refused("STATE_NOT_ALLOWED"):
        remove_file(file.pk, by=house.ann, at=NOON)
    assert in_store() == {file.key: TEXT}


def test_who_may_only_read_attaches_nothing(house: House) -> None:
    lead = house.accepted()
    with refused("PERMISSION_DENIED"):
        attach(lead, house.nina)
    with refused("PERMISSION_DENIED"):
        attach(make_contact(house.ann), house.nina)
    assert in_store() == {}


def test_the_history_of_a_file_that_is_not_shared_is_one_sides_alone(house: House) -> None:
    lead = house.accepted()
    attach(lead, house.ann, "secret.txt")
    attach(lead, house.ann, "open.txt", shared=True)
    rows = Entry.objects.about("lead", lead.pk).filter(fact="lead.file_added").order_by("pk")
    assert [sorted(row.organisations) for row in rows] == [
        [house.partner.pk],
        sorted([house.partner.pk, house.vendor.pk]),
    ]


def test_the_files_of_a_deleted_lead_go(house: House, django_capture_on_commit_callbacks) -> None:
    lead = make_lead(house.ann)
    attach(lead, house.ann)
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete(lead.pk, by=house.ann, at=NOON, version=lead.version)
    assert (in_store(), File.objects.count()) == ({}, 0)


def test_what_no_file_names_is_swept_up_after_a_day(house: House) -> None:
    file = attach(make_lead(house.ann), house.ann)
    orphan = put(ContentFile(b"left behind"))
    assert sweep_orphans(at=now()) == 0
    assert sweep_orphans(at=now() + timedelta(hours=25)) == 1
    assert in_store() == {file.key: TEXT}
    assert orphan not in in_store()
