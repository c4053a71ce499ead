"""What counts as the person in the texts of others: every writing of a number, whole addresses, one's own company."""

import json

import pytest

from leadwright.api.models import Repeatable
from leadwright.contacts.actions import edit
from leadwright.foundation.personal import masked, mentions
from leadwright.intake.blanking import blanked, texts_in
from leadwright.intake.models import KeptFile
from leadwright.leads import actions
from leadwright.messages.actions import queue
from leadwright.messages.models import Message
from leadwright.privacy.erasing import erase, preview
from tests.makers import NOON, fresh, make_contact, make_lead
from tests.privacy.planting import administrator

PHONE = "+32470998877"
EVA = {"kind": "person", "name": "Eva Maes", "email": "eva@x.example", "phone": PHONE}


@pytest.mark.parametrize(
    "text",
    [
        "+32470998877",
        "0032 470 99 88 77",
        "0470/99.88.77",
        "(0)470 998877",
        "+32 (0)470-99-88-77",
        "470998877",
    ],
)
def test_a_number_is_found_however_it_is_written(text):
    assert masked(f"call {text} today", frozenset({PHONE})) == "call — today"


@pytest.mark.parametrize("text", ["+324709988771", "1470998877 2", "47099887", "0470 99 88 78"])
def test_another_number_is_not_taken_for_it(text):
    assert masked(text, frozenset({PHONE})) == text or "1470998877" in text


@pytest.mark.parametrize("text", ["joeva@x.example", "eva@x.example-shop.example", "dr.eva@x.example"])
def test_an_address_inside_a_longer_one_is_another(text):
    assert not mentions(text, frozenset({"eva@x.example"}))


def test_a_name_is_found_as_whole_words_only():
    marks = frozenset({"Eva Maes"})
    assert masked("eva  MAES, not Eva Maesen", marks) == "—, not Eva Maesen"


def erased(house, contact):
    return erase([contact.pk], by=administrator(house), at=NOON)


def test_texts_of_another_company_about_its_own_contact_are_left_alone(house):
    contact = make_contact(house.dina, **EVA)
    theirs = make_lead(house.cas, contact=make_contact(house.cas, **EVA), description="eva@x.example asks")
    erased(house, contact)
    assert fresh(theirs).description == "eva@x.example asks"
    assert fresh(theirs).contact.name == "Eva Maes"


def test_an_address_that_a_colleague_shares_stays_where_it_is(house):
    contact = make_contact(house.dina, **EVA)
    make_contact(house.dina, kind="company", name="X", email="EVA@x.example")
    other = make_lead(house.dina, description="mail eva@x.example or 0470 99 88 77")
    erased(house, contact)
    assert fresh(other).description == "mail eva@x.example or —"


def test_a_former_address_is_masked_too(house):
    contact = make_contact(house.dina, **EVA)
    edit(contact.pk, by=house.dina, at=NOON, version=1, email="new@x.example")
    other = make_lead(house.dina, description="was eva@x.example, is new@x.example")
    erased(house, contact)
    assert fresh(other).description == "was —, is —"


def test_in_a_lead_that_the_person_takes_part_in_the_name_goes_too(house):
    contact = make_contact(house.dina, **EVA)
    lead = make_lead(house.dina, description="Eva Maes decides")
    actions.add_party(lead.pk, {"person": contact.pk}, by=house.dina, at=NOON)
    erased(house, contact)
    assert fresh(lead).description == "— decides"


def test_in_mails_about_such_a_lead_the_name_goes_too(house):
    contact = make_contact(house.dina, **EVA)
    lead = make_lead(house.dina)
    actions.add_party(lead.pk, {"person": contact.pk}, by=house.dina, at=NOON)
    data = {"to": house.dina, "template": "anchor", "context": {"line": "Eva Maes decides"}, "kind": "test"}
    queue(key="one", subject_kind="lead", subject_id=lead.pk, **data, at=NOON)
    assert preview([contact.pk], by=administrator(house)).counts["messages"] == 1
    erased(house, contact)
    mail = Message.objects.get(key="one")
    assert "Eva" not in mail.text + mail.html + mail.subject
    assert "— decides" in mail.text


def test_the_name_in_other_leads_is_told_and_left_alone(house):
    contact = make_contact(house.dina, **EVA)
    lead = make_lead(house.dina, description="Eva Maes of another street")
    result = preview([contact.pk], by=administrator(house))
    erased(house, contact)
    assert [row.lead for row in result.mentions] == [lead.pk]
    assert fresh(lead).description == "Eva Maes of another street"


def test_a_mail_to_a_shared_address_loses_the_address_when_it_was_about_the_person(house):
    contact = make_contact(house.dina, **EVA)
    make_contact(house.dina, kind="company", name="X", email="eva@x.example")
    data = {"to": "eva@x.example", "template": "anchor", "context": {"line": "x"}, "kind": "test"}
    queue(key="one", subject_kind="contact", subject_id=contact.pk, **data, at=NOON)
    queue(key="two", **data, at=NOON)
    erased(house, contact)
    assert [row.address for row in Message.objects.order_by("key")] == ["—", "eva@x.example"]


def test_a_stored_answer_is_known_by_its_ids_even_under_an_old_name(house):
    contact = make_contact(house.dina, **EVA)
    body = {"number": 1, "contact": {"id": contact.pk, "name": "Former"}}
    row = Repeatable.objects.create(
        user=house.ann, key="k", digest="d", body=json.dumps(body).encode(), at=NOON, status=200
    )
    erased(house, contact)
    row.refresh_from_db()
    assert json.loads(bytes(row.body)) == {"erased": True}


def test_a_stored_answer_about_a_task_on_the_lead_of_the_person_goes_with_its_answers(house):
    contact = make_contact(house.dina, **EVA)
    body = {
        "id": 7,
        "lead": make_lead(house.dina, contact=contact).pk,
        "state": "OPEN",
        "fields": {"mood": "sad"},
    }
    row = Repeatable.objects.create(
        user=house.dina, key="k", digest="d", body=json.dumps(body).encode(), at=NOON, status=200
    )
    erased(house, contact)
    row.refresh_from_db()
    assert json.loads(bytes(row.body)) == {"erased": True}


def make_file(house, text: bytes) -> KeptFile:
    return KeptFile.objects.create(
        organisation=house.vendor, name="a.csv", sha256="0", size=len(text), content=text, received_at=NOON
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1252"])
def test_only_the_record_of_the_person_is_blanked_in_any_encoding(house, encoding):
    contact = make_contact(house.dina, **EVA)
    text = 'who;what\nJoé;"kept"\nEva Maes;"one\ntwo; 0470 99 88 77"\nZoë;\x85 kept\n'
    file = make_file(house, text.encode(encoding, "ignore" if encoding == "windows-1252" else "strict"))
    erased(house, contact)
    file.refresh_from_db()
    kept = bytes(file.content).decode(encoding)
    assert kept.startswith('who;what\nJoé;"kept"\n;"\n;"\nZoë;')


def test_a_short_name_is_found_as_a_whole_cell(house):
    contact = make_contact(house.dina, **(EVA | {"name": "Bo"}))
    file = make_file(house, b"who,what\nBo,one\nBob,two\nbox,Bo knows\n")
    erased(house, contact)
    file.refresh_from_db()
    assert bytes(file.content) == b"who,what\n,\nBob,two\nbox,Bo knows\n"


def test_a_file_that_names_nobody_is_not_taken_apart():
    assert texts_in(b"a,b\n1,2\n", named=lambda text: False, lines=frozenset()) == {}
    assert blanked(b"sep=;\na;b\n1;2\n", starts=frozenset({3})) == b"sep=;\na;b\n;\n"
