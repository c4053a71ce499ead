"""What a mail to a contact carries: files of its lead, under their names, or the mail does not leave."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from leadwright.communication import actions, enclosing
from leadwright.communication.models import Communication, Enclosure
from leadwright.files.fetching import remove_file
from leadwright.files.models import File
from leadwright.files.store import discard
from leadwright.history.models import Entry
from leadwright.leads.entry_telling import readable_entries
from leadwright.leads.models import Lead
from leadwright.messages.channels import NotTaken
from leadwright.messages.channels.mailbox import MailboxChannel
from leadwright.messages.channels.smtp import SmtpChannel, mail_of, read_server
from leadwright.messages.models import Message
from leadwright.messages.sending import send_due
from leadwright.people.models import User
from leadwright.privacy.erasing import erase
from leadwright.privacy.exporting import export
from tests.communication.saying import say
from tests.files.attaching import TEXT, attach, pdf
from tests.files.conftest import store
from tests.makers import NOON, House, change_rights, fresh, make_contact, make_lead, refused

__all__ = ["store"]
LATER = NOON + timedelta(minutes=1)


def carried(row: Communication) -> list[tuple[str, str, bytes]]:
    """Return name, type and bytes of what a mail carries, as its reader's program reads them."""
    raw = mail_of(Message.objects.get(key=row.message_key)).message().as_bytes()
    parts = message_from_bytes(raw, policy=policy.default).iter_attachments()
    return [(part.get_filename(), part.get_content_type(), part.get_content()) for part in parts]


def names_in_history(lead: Lead, by: User) -> list[str]:
    entries = readable_entries(list(Entry.objects.about("lead", lead.pk)), by=by, lead=fresh(lead))
    return [entry.texts["files"] for entry in entries if "files" in entry.texts]


def test_a_mail_carries_the_files_that_were_named_as_they_are_called(house: House, lead) -> None:
    offer, hint = attach(lead, house.ann, "Offre été “2026”.pdf", pdf()), attach(lead, house.ann, "a.html")
    row = say(lead, house.ann, files=[hint.pk, offer.pk])
    octets = "application/octet-stream"
    assert carried(row) == [
        ("a.html", octets, TEXT),
        ("Offre été “2026”.pdf", "application/pdf", pdf()),
    ]


def test_a_file_that_the_writer_may_not_read_is_refused_by_its_place(house: House) -> None:
    lead = house.accepted()
    kept, shared = attach(lead, house.dina, "kept.txt"), attach(lead, house.dina, "for you.txt", shared=True)
    elsewhere = attach(make_lead(house.ann), house.ann)
    for strange in (kept.pk, elsewhere.pk, 2**70, "x", True, None, {}, [shared.pk]):
        with refused("FIELD_INVALID", "files.1"):
            say(lead, house.ann, files=[shared.pk, strange])
    assert say(lead, house.ann, files=[str(shared.pk)]).enclosures.get().file == shared


def test_what_no_mail_can_carry_is_refused(house: House, lead, monkeypatch) -> None:
    file, second = attach(lead, house.ann), attach(lead, house.ann)
    for more in ({"medium": "letter"}, {"direction": "incoming"}, {"files": "12"}, {"files": [1] * 11}):
        with refused("FIELD_INVALID", "files"):
            say(lead, house.ann, **({"files": [file.pk]} | more))
    with refused("FIELD_INVALID", "files.1"):
        say(lead, house.ann, files=[file.pk, file.pk])
    monkeypatch.setattr(enclosing, "MOST_BYTES", len(TEXT))
    with refused("FIELD_INVALID", "files"):
        say(lead, house.ann, files=[file.pk, second.pk])
    assert (say(lead, house.ann, files=[file.pk]).enclosures.count(), Enclosure.objects.count()) == (1, 1)


def test_what_waits_in_a_mail_is_deleted_once_that_has_left_and_stays_known(house: House, lead) -> None:
    file = attach(lead, house.ann)
    row = say(lead, house.ann, files=[file.pk])
    with refused("FILE_AWAITED"):
        remove_file(file.pk, by=house.ann, at=NOON)
    send_due(LATER, channel=MailboxChannel())
    remove_file(file.pk, by=house.ann, at=LATER)
    enclosure = row.enclosures.get()
    assert (enclosure.file, enclosure.name, enclosure.size) == (None, "offer.txt", len(TEXT))


def test_a_mail_whose_file_is_gone_is_not_sent_and_history_says_why(house: House, lead) -> None:
    file = attach(lead, house.ann)
    row = say(lead, house.ann, files=[file.pk])
    File.objects.filter(pk=file.pk).delete()
    send_due(LATER, channel=MailboxChannel())
    assert Message.objects.get(key=row.message_key).state == "DROPPED"
    assert Entry.objects.about("lead", lead.pk).filter(fact="lead.communication_incomplete").count() == 1


def test_a_mail_whose_bytes_cannot_be_read_is_not_handed_over(house: House, lead) -> None:
    file = attach(lead, house.ann)
    row = say(lead, house.ann, files=[file.pk])
    discard([file.key])
    with pytest.raises(NotTaken, match="not in the store"):
        SmtpChannel(read_server("smtp://127.0.0.1:1")).deliver(Message.objects.get(key=row.message_key))


def test_history_names_the_files_to_those_who_read_the_mail(house: House) -> None:
    lead = house.accepted()
    files = [attach(lead, house.ann, name).pk for name in ("a.txt", "b.txt")]
    say(lead, house.ann, files=files)
    assert (names_in_history(lead, house.ann), names_in_history(lead, house.dina)) == (["a.txt, b.txt"], [])
    say(lead, house.ann, files=files[:1], shared=True)
    assert names_in_history(lead, house.dina) == ["a.txt"]


def test_a_preview_holds_the_files_and_stores_nothing(house: House, lead) -> None:
    file = attach(lead, house.ann)
    data = {"medium": "email", "subject": "Hello", "body": "Hi", "files": [file.pk]}
    assert actions.preview(lead.pk, data, by=house.ann, at=NOON).files == (file,)
    assert not Enclosure.objects.exists()


def test_the_names_of_files_forget_who_was_erased(house: House, lead, eva) -> None:
    other = make_lead(house.ann, contact=make_contact(house.ann))
    for about in (lead, other):
        say(about, house.ann, files=[attach(about, house.ann, "for eva@janssens.example.txt").pk])
    change_rights(house.ann, privacy_manage="organisation", contact_export="organisation")
    assert "for eva@janssens.example.txt" in str(export(eva.pk, by=house.ann, at=NOON))
    erase([eva.pk], by=house.ann, at=NOON)
    assert [*Enclosure.objects.values_list("name", flat=True)] == ["", "for —.txt"]


def test_the_api_names_what_a_mail_carries(house: House, talk) -> None:
    lead = house.accepted()
    file = attach(lead, house.ann)
    data = {"medium": "email", "subject": "Hello", "body": "Hi", "shared": True, "files": [file.pk]}
    made = talk(house.ann).post(f"/leads/{lead.pk}/communicate", data)
    said = {"id": file.pk, "name": "offer.txt", "size": len(TEXT)}
    assert (made.status_code, made.json()["files"]) == (201, [said])
    listed = talk(house.dina).get(f"/leads/{lead.pk}/communications").json()
    assert listed["items"][0]["files"] == [said | {"id": None}]
    wrong = talk(house.ann).post(f"/leads/{lead.pk}/communicate", data | {"files": [file.pk, file.pk + 1]})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/files/1")
    assert talk(house.ann).delete(f"/files/{file.pk}").status_code == 409


def test_ticked_files_stay_ticked_and_stand_in_the_preview(house: House, lead, enter) -> None:
    file, ann, at = attach(lead, house.ann), enter(house.ann), f"/leads/{lead.pk}/communicate/"
    ticked = f'value="{file.pk}" data-shown-if="medium"'
    letter = {"medium": "email", "direction": "outgoing", "subject": "Hello", "attached": [str(file.pk)]}
    assert ticked in ann.get(at).text
    seen = ann.post(at, letter | {"body": "Hi", "part": "preview"}).text
    assert "offer.txt (29 byte)</p>" in seen
    for more in ({"body": ""}, {"body": "Hi", "medium": "letter"}, {"part": "fill"}):
        assert "checked" in ann.post(at, letter | more).text.partition(ticked)[2].partition(">")[0]
    assert ann.post(at, letter | {"body": "Hi"}).status_code == 303
    assert Enclosure.objects.get().file == file
