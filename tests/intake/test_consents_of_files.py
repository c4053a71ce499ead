"""A no that stands in a file is always kept, a yes only with its evidence, and no file turns a no into a yes."""

from datetime import timedelta

import pytest

from leadwright.consent.actions import enter
from leadwright.consent.matrix import matrix, state
from leadwright.consent.models import ConsentPurpose, ConsentSender, Event
from leadwright.contacts.models import Contact
from leadwright.history.models import Entry
from leadwright.leads.models import SwitchedOff
from tests.intake.bringing import brought
from tests.intake.named_columns import bring_columns, put_columns, statements_for
from tests.intake.row_kinds import bring_rows
from tests.makers import NOON, change_rights, make_contact

ANA = {"person.name": "Ana Sample", "person.email": "ana@alpha.example"}
YES = {
    "person.opt_in": "email",
    "person.opt_in_at": "2026-01-02",
    "person.opt_in_wording": "I want the newsletter.",
    "person.opt_in_purpose": "newsletter",
    "person.opt_in_sender": "dealer",
}


def standing(contact: Contact, channel: str = "email", at=NOON) -> str:
    return str(state(contact, channel=channel, sender="dealer", purpose="newsletter", at=at).state)


def test_a_no_is_written_for_each_sender_and_purpose_with_its_evidence(house, english):
    report = bring_columns(english, ANA | {"person.no_email": "ja", "person.no_phone": "no"})
    ana = brought("1").contact
    events = Event.objects.filter(contact=ana)
    assert events.count() == ConsentSender.objects.count() * ConsentPurpose.objects.count()
    assert {row.act for row in events} == {"objected"}
    assert events[0].source == "deals.csv"
    assert events[0].evidence == "deals.csv, 2\nperson.no_email: ja\nperson.no_phone: no"
    assert (standing(ana), standing(ana, "phone")) == ("no", "unknown")
    assert "9 refused" in report
    assert Entry.objects.about("contact", ana.pk).filter(fact="consent.objected").count() == 9


def test_a_file_that_comes_again_writes_no_more(house, english):
    bring_columns(english, ANA | {"person.no_email": "yes"})
    before = Event.objects.count()
    english.bring(at=NOON + timedelta(days=1))
    assert Event.objects.count() == before


def test_a_yes_with_all_its_evidence_counts(house, english):
    bring_columns(english, ANA | YES)
    [event] = Event.objects.all()
    assert (event.act, event.evidence_at.date().isoformat()) == ("imported", "2026-01-02")
    assert "I want the newsletter." in event.evidence
    assert standing(brought("1").contact) == "yes"


@pytest.mark.parametrize("name", [name for name in YES if name != "person.opt_in"])
def test_a_yes_without_some_of_it_is_listed_and_not_taken_over(house, english, name):
    report = bring_columns(english, ANA | YES | {name: ""})
    assert not Event.objects.exists()
    assert "line 2: a consent" in report


@pytest.mark.parametrize("day", ["2099-01-01", "1980-01-01"])
def test_nobody_agreed_on_an_impossible_day(house, english, day):
    bring_columns(english, ANA | YES | {"person.opt_in_at": day})
    assert not Event.objects.exists()


def test_no_file_turns_a_no_into_a_yes(house):
    ana = make_contact(house.ann, kind="person", name="Ana Sample", email="ana@alpha.example")
    said = {"channel": "email", "sender": "dealer", "purpose": "newsletter", "source": "phone"}
    enter(ana.pk, said | {"act": "withdrawn", "at": "2020-01-01T12:00:00+00:00"}, by=house.adm, at=NOON)
    _rows, [taken] = bring_rows("contacts", ANA | YES, by=house.ann)
    assert taken.about.id == ana.pk
    assert "said no" in taken.left_out[0][1]
    assert standing(ana) == "no"


def test_an_address_that_said_no_before_its_contact_was_erased_stays_no(house):
    ana = make_contact(house.ann, kind="person", name="Ana Sample", email="ana@alpha.example")
    said = {"channel": "email", "sender": "dealer", "purpose": "newsletter", "source": "phone"}
    enter(ana.pk, said | {"act": "objected", "suppress": True}, by=house.adm, at=NOON)
    _rows, [taken] = bring_rows("contacts", ANA | YES | {"person.name": "Eva Other"}, by=house.ann)
    assert taken.verdict == "made"
    assert standing(Contact.objects.get(pk=taken.about.id)) == "no"
    assert not Event.objects.filter(act="imported").exists()


def test_whoever_may_not_record_consents_brings_in_a_no_alone(house):
    change_rights(house.ann, **{"contact.consent": "none"})
    _rows, [taken] = bring_rows("contacts", ANA | YES | {"person.no_sms": "x"}, by=house.ann)
    assert {row.act for row in Event.objects.all()} == {"objected"}
    assert "may not" in taken.left_out[0][1]


def test_a_yes_waits_while_the_part_is_switched_off_and_a_no_does_not(house, english):
    SwitchedOff.objects.create(feature="consents")
    bring_columns(english, ANA | YES | {"person.opt_out": "Post; SMS"})
    assert {row.channel for row in Event.objects.all()} == {"post", "sms"}


def test_a_no_of_somebody_who_is_not_named_is_that_of_the_other(house, english):
    line = {
        "company.name": "Alpha",
        "company.no_phone": "no",
        "person.no_phone": "yes",
        "person.phone": "+32470111222",
    }
    bring_columns(english, line)
    alpha = brought("1").contact
    assert (alpha.phone, standing(alpha, "phone")) == ("+32470111222", "no")
    assert "person.no_phone: yes" in Event.objects.filter(contact=alpha)[0].evidence


def test_a_no_of_nobody_and_a_channel_that_nobody_knows_are_listed(house, english):
    report = bring_columns(
        english,
        {"company.name": "Alpha", "company.opt_out": "pigeon", "person.no_email": ""},
        {"company.name": "", "company.opt_out": "", "person.no_email": "yes"},
    )
    assert "there is no channel “pigeon”" in report
    assert brought("2").comment_of(house.vendor.pk) == "person.no_email: yes"


def test_a_trial_writes_nothing_into_the_ledger(house, english):
    put_columns(english, ANA | {"person.no_email": "yes"})
    english.bring(dry_run=True)
    assert not Event.objects.exists()


def test_many_contacts_take_as_many_statements_as_few(house, english):
    people = [
        YES | {"person.name": f"P{n}", "person.email": f"p{n}@x.example", "person.no_post": "yes"}
        for n in range(30)
    ]
    bring_columns(english, people[0])
    few = statements_for(english, *people[1:3], start=100)
    assert statements_for(english, *people[3:], start=200) <= few
    assert len(matrix(Contact.objects.get(name="P7"), at=NOON).events) == 10
