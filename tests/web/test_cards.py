"""Cards (vCard) on pages: handed out as files, brought in after a look."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leadwright.contacts.models import Contact
from tests.makers import make_contact

CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Jan Peeters
N:Peeters;Jan;;;
EMAIL;TYPE=work:jan@acme.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:An Maes
N:Maes;An;;;
TEL:+3225550101
END:VCARD
"""


def put_up(client, text=CARDS):
    file = SimpleUploadedFile("cards.vcf", text.encode(), content_type="text/vcard")
    return client.post("/contacts/vcards/new/", {"file": file})


@pytest.mark.asvs("5.4.2")
def test_a_contact_is_handed_out_as_a_file(house, enter):
    contact = make_contact(house.ann, name='Acmé "NV"; x')
    answer = enter(house.ann).post(f"/contacts/{contact.pk}/vcard/")
    assert answer["Content-Type"].startswith("text/vcard")
    assert answer["Content-Disposition"] == 'attachment; filename="acme-nv-x.vcf"'
    assert "FN:Acmé" in answer.text


def test_a_list_is_handed_out_as_it_is_narrowed(house, enter):
    make_contact(house.ann, name="Acme NV")
    make_contact(house.ann, kind="person", name="Jan")
    text = enter(house.ann).post("/contacts/vcards/?kind=person").text
    assert text.count("BEGIN:VCARD") == 1
    assert "FN:Jan" in text


def test_who_may_not_export_gets_nothing(house, enter):
    contact = make_contact(house.ann)
    assert enter(house.nina).post(f"/contacts/{contact.pk}/vcard/").status_code == 403
    assert enter(house.nina).post("/contacts/vcards/").status_code == 403


def test_cards_are_looked_at_before_they_come_in(house, enter):
    make_contact(house.ann, kind="person", name="Jan Peeters", email="jan@acme.example")
    client = enter(house.ann)
    page = put_up(client).text
    assert "same e-mail address" in page
    assert page.count("checked") == 1
    assert Contact.objects.count() == 1
    answer = client.post("/contacts/vcards/new/", {"text": CARDS, "card": ["1"]})
    assert answer.status_code == 303
    assert set(Contact.objects.values_list("name", flat=True)) == {"Jan Peeters", "An Maes"}


@pytest.mark.asvs("5.2.2")
def test_a_file_without_cards_is_refused_at_its_field(house, enter):
    answer = put_up(enter(house.ann), "no card")
    assert answer.status_code == 422
    assert "it holds no vCard" in answer.text


def test_a_strange_choice_of_cards_is_refused(house, enter):
    for choice in ({"card": ["x"]}, {"card": ["99999"]}, {"text": "", "card": ["0"]}):
        assert enter(house.ann).post("/contacts/vcards/new/", {"text": CARDS} | choice).status_code == 422
    assert not Contact.objects.exists()


def test_umlauts_of_an_old_file_survive_the_choice(house, enter):
    text = "BEGIN:VCARD\nVERSION:3.0\nFN:Jörg Müller\nN:Müller;Jörg\nEMAIL:j@x.example\nEND:VCARD\n"
    file = SimpleUploadedFile("cards.vcf", text.encode("cp1252"), content_type="text/vcard")
    client = enter(house.ann)
    page = client.post("/contacts/vcards/new/", {"file": file}).text
    sent = html.unescape(page.split("<textarea", 1)[1].split(">", 1)[1].split("</textarea>")[0])
    client.post("/contacts/vcards/new/", {"text": sent, "card": ["0"]})
    assert Contact.objects.get().name == "Jörg Müller"


def test_a_file_that_is_too_large_is_refused_in_words(house, enter):
    answer = put_up(enter(house.ann), CARDS + "x" * 2**20)
    assert "1 MiB" in answer.text
    assert answer.status_code == 413
