"""The ledger is only added to, and says how each cell stood at any moment."""

import pytest
from django.db import ProgrammingError, connection
from django.test.utils import CaptureQueriesContext

from leadwright.consent import actions
from leadwright.consent.matrix import matrix
from leadwright.consent.models import Event, EventText, Wording
from leadwright.contacts.models import Contact
from leadwright.history.models import Entry
from leadwright.leads.actions import configuration_lists
from tests.consent.telling import CELL, DAY, allowed, say, stands
from tests.makers import NOON, make_contact, make_user, refused


def test_only_the_cell_that_was_set_is_yes(house, eva):
    say("given", eva, by=house.ann)
    assert allowed(eva)
    assert not allowed(eva, sender="importer")
    assert not allowed(eva, channel="sms")
    assert not allowed(eva, purpose="offers")
    assert not allowed(eva, sender="nobody-knows")


def test_unknown_is_no_for_marketing(house, eva):
    assert stands(eva) == "unknown"
    assert not allowed(eva)


def test_each_day_has_its_own_state(house, eva):
    say("given", eva, by=house.ann, at=NOON)
    say("withdrawn", eva, by=house.ann, at=NOON + 2 * DAY)
    assert [stands(eva, at=NOON + day * DAY) for day in (-1, 0, 1, 2)] == ["unknown", "yes", "yes", "no"]


def test_what_is_written_later_about_an_earlier_day_does_not_raise_a_no(house, eva):
    say("objected", eva, by=house.ann, at=NOON + 2 * DAY)
    earlier = (NOON + DAY).isoformat()
    actions.enter(
        eva.pk, CELL | {"act": "given", "source": "form", "at": earlier}, by=house.ann, at=NOON + 3 * DAY
    )
    assert stands(eva, at=NOON + 3 * DAY) == "no"


def test_an_import_raises_a_no_only_with_newer_evidence(house, eva):
    say("withdrawn", eva, by=house.ann, at=NOON)
    for evidence, then in ((None, "no"), (NOON - DAY, "no"), (NOON + DAY, "yes")):
        data = CELL | {"act": "imported", "source": "old system", "at": evidence and evidence.isoformat()}
        actions.enter(eva.pk, data, by=house.ann, at=NOON + 2 * DAY)
        assert stands(eva, at=NOON + 2 * DAY) == then


def test_each_event_is_one_entry_of_history_without_personal_words_in_it(house, eva):
    event = say("given", eva, by=house.ann, evidence="signed by Eva", wording=Wording.objects.first().pk)
    entry = Entry.objects.about("contact", eva.pk).get(fact="consent.given")
    assert entry.details["event"] == event.pk
    assert entry.details["wording"] == [1, "en"]
    assert "Eva" not in str(entry.details)
    assert entry.texts()["evidence"] == "signed by Eva"


def test_what_was_said_about_a_merged_contact_counts_for_the_one_that_stands(house, eva):
    other = make_contact(house.ann, name="Eva B")
    third = make_contact(house.ann, name="Eva C")
    say("given", other, by=house.ann)
    Contact.objects.filter(pk=other.pk).update(merged_into=third)
    Contact.objects.filter(pk=third.pk).update(merged_into=eva)
    assert allowed(eva)
    assert allowed(Contact.objects.get(pk=other.pk))
    say("withdrawn", eva, by=house.ann, at=NOON + DAY)
    assert not allowed(Contact.objects.get(pk=other.pk), at=NOON + DAY)


def test_an_erased_contact_is_never_reached(house, eva):
    say("given", eva, by=house.ann)
    Contact.objects.filter(pk=eva.pk).update(erased_at=NOON)
    assert not allowed(Contact.objects.get(pk=eva.pk))


@pytest.mark.parametrize("table", ["consent_event", "consent_wording"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = 1", "DELETE FROM {}", "TRUNCATE {}"])
def test_events_and_wordings_can_only_be_added(db, table, statement):
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute(statement.format(table))


def test_the_words_of_an_event_can_be_erased(house, eva):
    say("given", eva, by=house.ann, evidence="signed")
    assert EventText.objects.all().delete()[0] == 1
    assert Event.objects.get().evidence == ""


def test_the_words_of_an_event_cannot_be_changed(house, eva):
    say("given", eva, by=house.ann, evidence="signed")
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute("UPDATE consent_eventtext SET evidence = ''")


def test_only_the_owner_with_the_permission_writes(house, eva):
    lent = house.offered(contact=make_contact(house.dina, name="Lent")).contact
    for by, contact in ((house.nina, eva), (house.ann, lent)):
        with refused("PERMISSION_DENIED"):
            say("given", contact, by=by)
    with refused("NOT_FOUND"):
        say("given", eva, by=house.cas)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"channel": "fax"}, "channel"),
        ({"channel": ["email"]}, "channel"),
        ({"sender": 7}, "sender"),
        ({"sender": "nobody"}, "sender"),
        ({"purpose": ""}, "purpose"),
        ({"act": "confirmed"}, "act"),
        ({"act": {"a": 1}}, "act"),
        ({"source": None}, "source"),
        ({"source": "two\nlines"}, "source"),
        ({"source": "x" * 100_000}, "source"),
        ({"source": "\ud800"}, "source"),
        ({"evidence": 5}, "evidence"),
        ({"evidence": "x" * 5000}, "evidence"),
        ({"wording": 10**30}, "wording"),
        ({"wording": True}, "wording"),
        ({"wording": "newest"}, "wording"),
        ({"at": "yesterday"}, "at"),
        ({"at": "2026-03-01T12:00:00"}, "at"),
        ({"at": "2027-03-01T12:00:00+01:00"}, "at"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "at"),
        ({"at": 5}, "at"),
        ({"confirm": "yes"}, "confirm"),
        ({"act": "withdrawn", "confirm": True}, "confirm"),
        ({"suppress": True}, "suppress"),
    ],
)
def test_bad_input_names_its_field_and_stores_nothing(house, eva, wrong, field):
    with refused("FIELD_REQUIRED" if wrong.get(field, 0) in ("", None) else "FIELD_INVALID", field):
        actions.enter(eva.pk, CELL | {"act": "given", "source": "fair"} | wrong, by=house.ann, at=NOON)
    assert not Event.objects.exists()


def test_a_wording_of_another_purpose_does_not_fit(house, eva):
    other = Wording.objects.filter(purpose__code="offers").first()
    with refused("FIELD_INVALID", "wording"):
        say("given", eva, by=house.ann, wording=other.pk)


def test_the_number_of_queries_does_not_grow_with_the_events(house, eva):
    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            matrix(Contact.objects.get(pk=eva.pk), at=NOON)
        return len(asked)

    say("given", eva, by=house.ann)
    before = counted()
    for act in ("withdrawn", "given", "objected"):
        say(act, eva, by=house.ann, channel="sms")
    assert counted() == before


def test_a_wording_is_never_edited_but_followed_by_a_new_version(house, eva):
    vera = make_user("vera", unit=house.dina.unit, profile="administrator")
    made = actions.publish_wording("offers", {"en": "New words", "nl": ""}, by=vera, at=NOON)
    assert [(row.version, row.language) for row in made] == [(2, "en")]
    assert Wording.objects.filter(purpose__code="offers", version=1).count() == 2
    with refused("PERMISSION_DENIED"):
        actions.publish_wording("offers", {"en": "Mine"}, by=house.ann, at=NOON)
    with refused("FIELD_REQUIRED", "text_en"):
        actions.publish_wording("offers", {}, by=vera, at=NOON)


def test_a_channel_of_ones_own_is_agreed_to_and_once_retired_only_refused(house, eva):
    vera = make_user("vera", unit=house.dina.unit, profile="administrator")
    configuration_lists.add_entry("consent_channels", {"en": "Chat"}, by=vera, at=NOON, code="chat")
    say("given", eva, by=house.ann, channel="chat")
    configuration_lists.retire("consent_channels", "chat", by=vera, at=NOON)
    assert [cell.standing.state for cell in matrix(eva, at=NOON).cells if cell.event] == ["yes"]
    with refused("FIELD_INVALID", "channel"):
        say("given", eva, by=house.ann, channel="chat")
    say("withdrawn", eva, by=house.ann, channel="chat")
    assert [cell.standing.state for cell in matrix(eva, at=NOON).cells if cell.event] == ["no"]


def test_what_is_retired_and_says_nothing_of_a_contact_is_not_in_its_matrix(house, eva):
    vera = make_user("vera", unit=house.dina.unit, profile="administrator")
    before = len(matrix(eva, at=NOON).cells)
    configuration_lists.retire("consent_senders", "brand", by=vera, at=NOON)
    assert len(matrix(eva, at=NOON).cells) == before * 2 // 3
