"""An export holds what its asker may take along, says what is in it, is nobody else's, and goes again."""

import csv
import io
import json
from datetime import timedelta
from hashlib import sha256
from tempfile import TemporaryFile
from zipfile import ZipFile

import pytest

from leadwright.contacts import vcard
from leadwright.exports import making
from leadwright.exports.actions import ask, forget_old_exports
from leadwright.exports.lists import NOWHERE
from leadwright.exports.making import make_next
from leadwright.exports.models import Export, State
from leadwright.exports.packing import Package
from leadwright.files.store import bytes_of, storage
from leadwright.files.sweeping import sweep_orphans
from leadwright.foundation.refusals import NotFound, Refused
from leadwright.leads.models import Lead
from leadwright.people.models import SecurityEvent, User
from leadwright.privacy.erasing import erase
from tests.activities.making import log
from tests.files.attaching import TEXT, attach
from tests.intake.measured import MIB, measured
from tests.makers import NOON, House, make_contact, make_user
from tests.tasks.making import make_task


@pytest.fixture(autouse=True)
def store(settings, tmp_path) -> None:
    settings.FILES = str(tmp_path / "files")


@pytest.fixture
def house(db) -> House:
    return House()


def made(by: User) -> ZipFile:
    """Ask for an export, let a worker make it, and open it."""
    row = ask(by=by, at=NOON, attempt=NOWHERE)
    assert make_next(NOON)
    row.refresh_from_db()
    assert row.state == State.READY
    content = bytes_of(row.key)
    assert (len(content), sha256(content).hexdigest()) == (row.size, row.sha256)
    return ZipFile(io.BytesIO(content))


def rows(package: ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(package.read(f"{name}.csv").decode(), newline="")))


def test_it_holds_each_list_the_cards_and_the_files_that_its_asker_sees(house):
    lead = house.accepted()
    attach(lead, house.ann)
    log(lead, house.ann)
    task = make_task(house.adm)
    package = made(house.adm)
    numbers = {str(row.pk) for row in Lead.objects.within_reach(house.adm, "lead.view")}
    assert {row["number"] for row in rows(package, "leads")} == numbers
    assert str(lead.pk) in {row["lead"] for row in rows(package, "activities")}
    assert [row["subject"] for row in rows(package, "tasks")] == [task.subject]
    assert house.adm.email in {row["email"] for row in rows(package, "users")}
    cards = vcard.read(package.read("contacts.vcf"))
    assert len(cards) == len(rows(package, "contacts")) > 0
    (file,) = [name for name in package.namelist() if name.startswith("files/")]
    assert package.read(file) == TEXT


def test_a_manifest_says_what_is_in_it_and_each_part_is_what_it_says(house):
    attach(house.accepted(), house.ann)
    package = made(house.adm)
    manifest = json.loads(package.read("manifest.json"))
    assert (manifest["organisation"], manifest["by"]) == (house.partner.name, house.adm.email)
    assert {part["name"] for part in manifest["parts"]} == set(package.namelist()) - {"manifest.json"}
    for part in manifest["parts"]:
        content = package.read(part["name"])
        assert (len(content), sha256(content).hexdigest()) == (part["size"], part["sha256"])
    assert manifest["counts"]["contacts"] == len(rows(package, "contacts"))
    assert (manifest["counts"]["files"], Export.objects.get().counts) == (1, manifest["counts"])


def test_what_one_does_not_see_or_may_not_know_is_not_in_it(house):
    foreign = make_contact(house.cas, name="Foreign")
    own = make_contact(house.adm, name="Own", remarks="=1+1")
    package = made(house.adm)
    names = {row["id"]: row for row in rows(package, "contacts")}
    assert (str(own.pk) in names, str(foreign.pk) in names) == (True, False)
    assert names[str(own.pk)]["remarks"] == "'=1+1"
    assert {row["email"] for row in rows(package, "users")} & {house.cas.email, house.dina.email} == set()
    assert b"Foreign" not in package.read("contacts.vcf")


def test_who_may_not_look_after_a_company_gets_none(house):
    with pytest.raises(Refused) as no:
        ask(by=house.ann, at=NOON, attempt=NOWHERE)
    assert no.value.code == "PERMISSION_DENIED"


def test_one_waits_for_each_and_the_security_log_says_who_asked(house):
    ask(by=house.adm, at=NOON, attempt=NOWHERE)
    with pytest.raises(Refused) as no:
        ask(by=house.adm, at=NOON, attempt=NOWHERE)
    assert no.value.code == "EXPORT_WAITING"
    colleague = make_user("colleague", unit=house.u2, profile="company-admin")
    ask(by=colleague, at=NOON, attempt=NOWHERE)
    events = SecurityEvent.objects.filter(code="LIST_EXPORTED").order_by("pk")
    assert [event.user for event in events] == [house.adm, colleague]


def test_who_lost_the_right_before_it_was_made_gets_none(house):
    row = ask(by=house.adm, at=NOON, attempt=NOWHERE)
    house.adm.profiles.clear()
    assert make_next(NOON)
    row.refresh_from_db()
    assert (row.state, row.key) == (State.FAILED, "")


def test_it_is_tried_again_three_times(house, monkeypatch):
    def broken(*_args, **_more):
        raise OSError

    monkeypatch.setattr(making, "pack", broken)
    row = ask(by=house.adm, at=NOON, attempt=NOWHERE)
    states = []
    while make_next(NOON):
        row.refresh_from_db()
        states.append(row.state)
    assert states == [State.WAITING, State.WAITING, State.FAILED]


def test_it_is_nobody_elses_and_gone_after_a_week(house, django_capture_on_commit_callbacks):
    made(house.adm)
    row = Export.objects.get()
    with pytest.raises(NotFound):
        Export.objects.fetch(row.pk, by=house.ann, at=NOON)
    later = NOON + timedelta(days=8)
    with pytest.raises(NotFound):
        Export.objects.fetch(row.pk, by=house.adm, at=later)
    with django_capture_on_commit_callbacks(execute=True):
        assert (forget_old_exports(at=NOON), forget_old_exports(at=later)) == (0, 1)
    assert not storage().exists(row.key)


def test_its_bytes_are_no_orphans(house):
    made(house.adm)
    row = Export.objects.get()
    assert sweep_orphans(at=NOON + timedelta(days=3650)) == 0
    assert storage().exists(row.key)


def test_where_a_person_is_erased_the_exports_of_the_company_go(house, django_capture_on_commit_callbacks):
    person = make_contact(house.adm, kind="person", name="Eva Erased")
    made(house.adm)
    key = Export.objects.get().key
    with django_capture_on_commit_callbacks(execute=True):
        erase([person.pk], by=house.adm, at=NOON)
    assert (Export.objects.count(), storage().exists(key)) == (0, False)


def test_a_part_of_any_length_takes_no_memory_of_its_length():
    piece = b"".join(f"{number:08d}".encode() for number in range(MIB))

    def work() -> int:
        with TemporaryFile() as body:
            package = Package(body, NOON)
            package.add("large.csv", (piece for _time in range(8)))
            package.finish()
            return int(package.parts[0]["size"])

    result = measured(work)
    assert (result.outcome, result.grown < 8 * MIB) == (str(8 * len(piece)), True)
