"""A file comes in: all of it, once, with its dates, and without a word to anybody."""

import json
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import psycopg
import pytest

from leadwright.clocks.models import Clock
from leadwright.console import installation
from leadwright.console.main import main
from leadwright.contacts.models import Contact
from leadwright.history.models import Entry
from leadwright.history.sealing import seal
from leadwright.history.verifying import verify
from leadwright.intake.bringing import IMPORT_LOCK
from leadwright.intake.models import KeptFile
from leadwright.leads.actions import edit
from leadwright.leads.models import Lead, LeadType, SwitchedOff
from leadwright.messages.models import Message
from leadwright.people.models import Area, User
from tests.intake.bringing import DEALS, GERMAN, brought
from tests.makers import BRUSSELS, NOON, make_group, make_user, refused


def test_all_leads_come_in_with_their_status(house, english):
    data = english.bring()
    assert "Won → closed-won: 2" in data
    assert [brought(key).status.code for key in ("A1", "A3", "A4", "A6")] == [
        "closed-won",
        "closed-lost",
        "working-with-customer",
        "new",
    ]


def test_dates_are_those_of_the_file(house, english):
    english.bring()
    lead = brought("A1")
    assert lead.started_at.astimezone(BRUSSELS).date() == date(2016, 10, 20)
    assert lead.completed_at.astimezone(BRUSSELS).date() == date(2017, 3, 1)
    assert brought("A6").started_at == NOON


def test_what_is_missing_is_a_named_gap(house, english):
    data = english.bring()
    assert brought("A1").gaps == ["contact_channel", "deal_segment"]
    assert brought("A2").gaps == ["contact_channel", "deal_value", "deal_segment"]
    assert brought("A3").gaps == ["contact_channel", "deal_value", "deal_segment", "lost_reason"]
    assert brought("A5").gaps == ["contact"]
    assert brought("A6").gaps == ["contact", "start_date"]
    assert "contact: 2 (Engaging 1, Prospecting 1)" in data


def test_a_name_that_is_spelled_nearly_so_is_recognised(house, english):
    data = english.bring()
    assert brought("A1").description == "GTX Pro"
    assert "“GTXPro” was taken for “GTX Pro” on 1 lines" in data


def test_sellers_become_users_who_cannot_sign_in(house, english):
    english.bring()
    otto = brought("A3").owner
    assert (otto.name, otto.unit.name, otto.unit.group.name) == ("Otto Reed", "Karl Wood", "East")
    assert (otto.can_sign_in, otto.has_usable_password()) == (False, False)
    assert otto.organisation == house.vendor


def test_what_lies_beside_comes_along_whole(house, english):
    english.bring()
    assert User.objects.get(name="Una Idle").unit.name == "Karl Wood"
    assert Contact.objects.get(name="Quiet Mill").country == "PH"
    assert Contact.objects.filter(name="Never Asked", kind="company").exists()


def test_a_second_import_changes_nothing_and_says_so(house, english):
    english.bring()
    rows, entries = (
        list(Lead.objects.order_by("pk").values()),
        Entry.objects.exclude(subject_kind="import").count(),
    )
    data = english.bring(at=NOON + timedelta(days=1))
    assert "6 lines were brought in before and are unchanged" in data
    assert list(Lead.objects.order_by("pk").values()) == rows
    left = Entry.objects.exclude(subject_kind="import").count()
    assert (left, KeptFile.objects.count()) == (entries, 4)


ENGAGING = "A4,Otto Reed,MG Special,Quiet Mill,Engaging,2/9/2017,,"
WON = (ENGAGING, ENGAGING.replace("Engaging", "Won").replace(",,", ",5/5/2017,99"))


def test_a_lead_that_nobody_touched_follows_its_line(house, english):
    english.bring()
    english.put(DEALS.replace(*WON))
    data = english.bring(at=NOON + timedelta(days=1))
    lead = brought("A4")
    assert f"line 5 (L-{lead.pk}): " in data
    assert (lead.state, lead.deal_value, lead.next_due_at) == ("WON", 99, None)
    assert not Clock.objects.running().about("lead", [lead.pk]).exists()
    entry = Entry.objects.about("lead", lead.pk).order_by("-pk").first()
    assert (entry.fact, entry.details["to_status"]) == ("lead.adopted_again", "closed-won")


def test_what_somebody_changed_here_stays_and_is_told(house, english):
    english.bring()
    lead = brought("A4")
    edit(lead.pk, {"description": "By hand"}, by=house.dina, at=NOON, version=lead.version)
    english.put(DEALS.replace(*WON).replace("A4,Otto Reed,MG Special", "A4,Otto Reed,GTX Pro"))
    data = english.bring()
    lead = brought("A4")
    assert (lead.state, lead.description) == ("IN_PROGRESS", "By hand")
    assert f"Left as they are: 1 leads that were changed here since\n  line 5 (L-{lead.pk}): " in data


def test_what_nobody_changed_here_follows_even_on_a_lead_that_was_worked_on(house, english):
    english.bring()
    lead = brought("A4")
    edit(lead.pk, {"priority": 9}, by=house.dina, at=NOON, version=lead.version)
    english.put(DEALS.replace("A4,Otto Reed,MG Special", "A4,Otto Reed,GTX Pro"))
    english.bring()
    assert (brought("A4").description, brought("A4").priority) == ("GTX Pro", 9)


def test_nobody_is_written_to_and_only_open_leads_show_when_they_are_due(house, english):
    Message.objects.all().delete()
    english.bring()
    assert not Message.objects.exists()
    for lead in Lead.objects.all():
        clocks = list(Clock.objects.running().about("lead", [lead.pk]).values_list("kind", "due_at"))
        assert clocks == ([("complete", lead.expected_completion_at)] if lead.is_open else [])
        assert (lead.next_due_kind, lead.next_due_at) == (clocks[0] if clocks else ("", None))


def test_each_row_has_one_sound_entry(house, english):
    english.bring()
    entries = Entry.objects.filter(fact="lead.adopted")
    assert entries.count() == 6
    assert {entry.at for entry in entries} == {NOON}
    seal(NOON)
    assert verify(at=NOON) == []


def test_the_entry_tells_the_dates_and_gaps_of_the_lead(house, english):
    english.bring()
    entry = Entry.objects.about("lead", brought("A2").pk).get()
    assert entry.details["started_at"] == "2016-11-04T11:00:00.000000Z"
    assert entry.details["gaps"] == ["contact_channel", "deal_value", "deal_segment"]
    assert entry.texts()["subject_name"] == "Harbour Light"


def test_a_trial_run_tells_the_same_and_stores_nothing(house, english):
    before = (Lead.objects.count(), User.objects.count(), Contact.objects.count(), Entry.objects.count())
    trial = english.bring(dry_run=True).splitlines()
    assert (
        Lead.objects.count(),
        User.objects.count(),
        Contact.objects.count(),
        Entry.objects.count(),
    ) == before
    assert not KeptFile.objects.exists()
    assert trial == [*english.bring().splitlines(), "Trial run: nothing was stored."]


def test_another_organisation_and_currency_can_be_named(house, english):
    english.bring(organisation="South", currency="usd")
    lead = brought("A1")
    assert (lead.organisation, lead.origin, lead.deal_currency) == (house.south, house.south, "USD")


def test_a_distributor_brings_leads_into_the_own_company(house, english):
    english.bring(by=house.dina)
    lead = brought("A1")
    assert (lead.organisation, lead.created_by) == (house.vendor, house.dina)
    assert Entry.objects.about("lead", lead.pk).get().actor_id == house.dina.pk


def test_who_may_not_import_is_refused(house, english):
    with refused("PERMISSION_DENIED"):
        english.bring(by=house.ann)
    assert not KeptFile.objects.exists()


def test_two_imports_into_one_company_do_not_meet(house, english, owner_url):
    with psycopg.connect(owner_url) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [IMPORT_LOCK + house.vendor.pk])
        with refused("IMPORT_RUNNING"):
            english.bring()
    assert "Leads: 6 new" in english.bring()


def test_the_command_prints_what_it_read(house, english, capsys, monkeypatch):
    monkeypatch.setattr(installation, "database", nullcontext)
    monkeypatch.setattr(installation, "enter", lambda: None)
    assert main(["import", str(english.main), "--dry-run", "--currency", "EUR"]) == 0
    out = capsys.readouterr().out
    assert "deal_value               ← close_value   (such as 4821.00 EUR)" in out
    assert "beside it, sellers: c.csv, 3 lines" in out


def test_the_command_says_how_the_file_was_read_and_takes_another_way(house, english, capsys, monkeypatch):
    monkeypatch.setattr(installation, "database", nullcontext)
    monkeypatch.setattr(installation, "enter", lambda: None)
    english.put(DEALS.replace("Harbour Light", "Привет"), encoding="windows-1251")
    command = ["import", str(english.main), "--dry-run", "--json"]
    assert main(command) == 0
    data = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert ["does not tell how it is encoded" in remark for remark in data["remarks"]] == [True]
    assert main([*command, "--encoding", "windows-1251"]) == 0
    out = capsys.readouterr().out
    assert ("Привет" in out, json.loads(out.splitlines()[-1])["remarks"]) == (True, [])


def test_a_company_and_a_currency_that_do_not_exist_are_refused(house, english):
    with refused("FIELD_INVALID", "organisation"):
        english.bring(organisation="Nobody")
    with refused("FIELD_INVALID", "currency"):
        english.bring(currency="EURO")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_another_shape_needs_only_a_mapping(house, german, encoding):
    german.put(GERMAN, encoding=encoding)
    data = german.bring()
    won = brought("V-1")
    assert "Leads: 3 new" in data
    assert (won.deal_value, won.contact.name, won.contact.company.name) == (
        Decimal("1234.50"),
        "Änne Groß",
        "Müller & Söhne",
    )
    assert (won.contact.phone, won.success_rate) == ("+4989123456", 100)
    assert won.started_at == datetime(2024, 12, 31, 11, tzinfo=UTC)


def test_a_type_that_takes_longer_than_time_itself_refuses_the_file(house, english):
    LeadType.objects.filter(code="partner-lead").update(estimate_amount=10_000, estimate_unit="years")
    with refused("FIELD_INVALID", "estimate"):
        english.bring()


def test_nothing_is_brought_in_while_the_import_is_switched_off(house, english):
    SwitchedOff.objects.create(feature="import")
    with refused("FEATURE_OFF"):
        english.bring()
    assert not KeptFile.objects.exists()


def test_a_lead_belongs_to_the_group_in_whose_area_its_contact_lives(house, german):
    south = make_group(house.vendor, "South")
    Area.objects.create(organisation=house.vendor, group=south, name="Bavaria", country="DE")
    german.bring()
    assert [brought(key).group for key in ("V-1", "V-2")] == [south, house.dina.unit.group]
    assert [brought(key).group_is_chosen for key in ("V-1", "V-2")] == [True, False]
    assert brought("V-1").unit.group == house.dina.unit.group


def test_an_open_lead_takes_the_amount_and_the_date_as_what_is_expected(house, german):
    german.bring()
    lead = brought("V-2")
    assert (lead.target_amount, lead.deal_value, lead.completed_at) == (Decimal(20000), None, None)
    assert lead.expected_completion_at.date() == date(2026, 6, 30)


def test_a_user_who_is_there_already_stays_as_he_is(house, german):
    jorg = make_user("joerg", unit=house.dina.unit)
    User.objects.filter(pk=jorg.pk).update(email="joerg@haus.example")
    german.bring()
    assert brought("V-1").owner == jorg
    assert User.objects.get(pk=jorg.pk).can_sign_in


def test_a_channel_that_cannot_be_used_is_kept_in_the_comment(house, german):
    german.bring()
    lead = brought("V-3")
    assert (lead.contact.phone, lead.comment_of(lead.origin_id)) == ("", "Telefon: keine")
    assert lead.gaps == ["contact_channel", "owner", "deal_segment", "lost_reason"]
    assert lead.unit == house.dina.unit
