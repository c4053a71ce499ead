"""Somebody who is erased stands in no communication any more; that one was made, when and how, stays."""

from leadwright.communication.models import Communication
from leadwright.history.models import Value
from leadwright.messages.models import Message
from leadwright.privacy.erasing import erase
from leadwright.privacy.exporting import export
from tests.communication.saying import say
from tests.makers import NOON, House, change_rights, make_contact, make_lead, refused


def forget(house: House, contact) -> None:
    change_rights(house.ann, privacy_manage="organisation")
    erase([contact.pk], by=house.ann, at=NOON)


def test_what_was_said_goes_and_that_it_was_said_stays(house: House, lead, eva) -> None:
    row = say(lead, house.ann, "Dear #contact_name")
    forget(house, eva)
    row.refresh_from_db()
    assert (row.address, row.subject, row.text) == ("", "", "")
    assert (row.medium.code, row.direction, row.at) == ("email", "outgoing", NOON)
    assert not Value.objects.filter(value__contains="Janssens").exists()


def test_a_mail_that_waits_is_not_sent_to_somebody_who_was_erased(house: House, lead, eva) -> None:
    row = say(lead, house.ann)
    forget(house, eva)
    message = Message.objects.get(key=row.message_key)
    assert (message.state, message.text) == ("FAILED", "")
    with refused("CONTACT_ERASED"):
        say(lead, house.ann)


def test_in_what_was_said_to_others_the_person_is_masked(house: House, eva) -> None:
    other = make_lead(house.ann, contact=make_contact(house.ann))
    row = say(other, house.ann, "Ask eva@janssens.example or +3232345678")
    theirs = say(make_lead(house.cas), house.cas, "Ask eva@janssens.example")
    forget(house, eva)
    row.refresh_from_db()
    theirs.refresh_from_db()
    assert (row.text, theirs.text) == ("Ask — or —", "Ask eva@janssens.example")


def test_who_asks_what_is_kept_reads_what_was_said(house: House, lead, eva) -> None:
    say(lead, house.ann, "Dear #contact_name")
    change_rights(house.ann, privacy_manage="organisation", contact_export="organisation")
    data = str(export(eva.pk, by=house.ann, at=NOON))
    assert "Dear Eva Janssens" in data
    assert Communication.objects.count() == 1
