"""`leadwright erase-again` and `leadwright retain`, as somebody types them."""

import pytest

from leadwright.config import jobs
from leadwright.contacts.models import Contact
from leadwright.foundation.clock import now
from leadwright.privacy.erasing import erase
from leadwright.privacy.models import Receipt
from leadwright.privacy.retaining import set_rule
from tests.makers import NOON, House, make_contact


@pytest.fixture
def house(committed) -> House:
    """Return a vendor and its partners, committed."""
    return House()


@pytest.fixture(autouse=True)
def journal(settings, tmp_path):
    """Write erasures down in a place of the test's own."""
    settings.ERASURES = str(tmp_path / "erasures.jsonl")
    return tmp_path / "erasures.jsonl"


def test_after_a_restore_people_are_erased_again(house, typed, begun, journal):
    contact = make_contact(house.adm, at=now())
    row = Contact.objects.filter(pk=contact.pk).values().get()
    erase([contact.pk], by=house.adm, at=now())
    Contact.objects.filter(pk=contact.pk).update(**row)
    journal.write_text("half a line\n" + journal.read_text())
    done = begun("erase-again", "--journal", str(journal))
    assert done.stdout == "1 person was erased again.\n"
    assert done.stderr.startswith("Line 1 tells of no erasure and is skipped")
    assert done.returncode == 1
    assert Contact.objects.get(pk=contact.pk).name == "—"
    assert typed("erase-again", LEADWRIGHT_ERASURES=str(journal)).stdout == "0 people were erased again.\n"


def test_a_journal_that_is_not_there_is_told(house, typed, tmp_path):
    done = typed("erase-again", "--journal", str(tmp_path / "nowhere"))
    assert (done.returncode, "There is no file" in done.stderr) == (1, True)


def test_rules_are_counted_and_run_from_the_shell(house, typed, begun, journal):
    contact = make_contact(house.adm)
    set_rule("unused", months=1, active=True, by=house.adm, at=NOON)
    counted = typed("retain", "--dry-run")
    assert counted.stdout == "Partner P: unused after 1 months (active): 1\n"
    assert not Receipt.objects.exists()
    assert begun("retain", LEADWRIGHT_ERASURES=str(journal)).stdout == "1 contact was erased.\n"
    assert Contact.objects.get(pk=contact.pk).erased_at
    assert len(journal.read_text().splitlines()) == 1


def test_the_nightly_job_lets_go_and_completes_the_journal(house, journal):
    make_contact(house.adm)
    set_rule("unused", months=1, active=True, by=house.adm, at=NOON)
    jobs.let_contacts_go.func(timestamp=0)
    assert Receipt.objects.get().reason == "retention"
    journal.unlink()
    jobs.let_contacts_go.func(timestamp=0)
    assert len(journal.read_text().splitlines()) == 1
