"""An erasure stands in history, has a receipt, and is in the journal: what is missing in one of them is named."""

import json

import psycopg
import pytest

from leadwright.contacts.models import Contact
from leadwright.foundation.clock import now
from leadwright.history.erasure import PersonErased
from leadwright.history.facts import SYSTEM, Subject
from leadwright.history.hashing import content_hash
from leadwright.history.models import Entry, Value
from leadwright.history.record import entry_of
from leadwright.history.sealing import seal
from leadwright.history.verifying import inspect
from leadwright.privacy.erasing import erase, repeat
from leadwright.privacy.journal import complete
from leadwright.privacy.models import Receipt
from leadwright.privacy.verifying import compare
from tests.makers import House, make_contact
from tests.privacy.planting import administrator, make_secret


@pytest.fixture
def erased(committed) -> tuple[House, Receipt]:
    """Return a house in which somebody was erased as it should be."""
    house = House()
    contact = make_secret(house)
    return house, erase([contact.pk], by=administrator(house), at=now())


def named() -> list[str]:
    return [str(row) for row in compare()]


def forged(receipt: Receipt, entries: tuple[int, ...]) -> Entry:
    """Put an entry of an erasure into history that no erasure wrote."""
    about = Subject(kind="contact", id=min(receipt.contacts))
    entry, _values = entry_of(PersonErased(about=about, entries=entries, by=SYSTEM, at=receipt.at))
    entry.digests = {}
    entry.hash = content_hash(entry.content())
    Entry.objects.bulk_create([entry])
    return Entry.objects.latest("pk")


def test_an_erasure_as_it_should_be_has_all_its_counterparts(erased):
    assert named() == []


def test_a_value_that_was_deleted_under_a_forged_erasure_is_named(erased):
    house, receipt = erased
    other = Entry.objects.about("contact", make_contact(house.dina, at=now()).pk).get()
    Value.objects.filter(entry=other).delete()
    entry = forged(receipt, (other.pk,))
    seal(now())
    assert inspect(at=now()).is_intact
    assert named() == [f"entry {entry.pk}: an erasure without a receipt"]


def test_a_receipt_that_was_forged_along_is_missing_in_the_journal(erased):
    house, receipt = erased
    entry = forged(receipt, ())
    more = {"organisation": house.vendor, "reason": "request", "counts": {"history": 0}}
    fake = Receipt.objects.create(at=entry.at, contacts=[*receipt.contacts, 2**40], **more)
    assert named() == [f"receipt {fake.pk}: the journal does not tell of this erasure"]
    complete()
    late = "it was written into the journal afterwards, and nobody confirmed it there"
    assert named() == [f"receipt {fake.pk}: {late}"]


def test_what_was_written_down_late_and_confirmed_by_a_person_is_no_fault(erased, journal):
    journal.write_text("")
    complete()
    assert len(named()) == 1
    line = json.loads(journal.read_text())
    journal.write_text(json.dumps(line | {"late": False}) + "\n")
    assert named() == []


def test_a_receipt_that_was_deleted_is_missed(erased, owner_url):
    with psycopg.connect(owner_url) as owner:
        owner.execute("DELETE FROM privacy_erasedkey")
        owner.execute("DELETE FROM privacy_receipt")
    entry = Entry.objects.get(fact="person.erased")
    assert f"entry {entry.pk}: an erasure without a receipt" in named()


def test_a_receipt_of_which_history_knows_nothing_is_named(erased, journal):
    house, receipt = erased
    more = {"organisation": house.vendor, "reason": "request", "counts": {}}
    fake = Receipt.objects.create(at=now(), contacts=receipt.contacts, **more)
    complete()
    journal.write_text(journal.read_text().replace('"late": true', '"late": false'))
    assert named() == [f"receipt {fake.pk}: history does not tell of this erasure"]


def test_a_journal_that_is_gone_is_named_at_once(erased, journal):
    journal.unlink()
    assert named() == [f"{journal}: the journal of erasures is not there"]


def test_an_erasure_that_a_backup_forgot_is_named_until_it_is_repeated(committed, journal):
    house = House()
    contact = make_secret(house)
    line = {
        "at": now().isoformat(),
        "receipt": 1,
        "organisation": house.vendor.pk,
        "contacts": [contact.pk],
        "made": {str(contact.pk): Contact.objects.get(pk=contact.pk).created_at.isoformat()},
        "digests": [],
    }
    journal.parent.mkdir()
    journal.write_text(json.dumps(line) + "\n")
    assert named() == ["line 1 of the journal: the database does not hold this erasure"]
    assert repeat(journal.read_text().splitlines(), at=now()).people == 1
    assert named() == []
