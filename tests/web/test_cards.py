"""Cards (vCard) on pages: handed out as files, brought in after a look."""

import base64
import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leadwright.contacts.models import Contact
from tests.makers import make_contact
from tests.sheets import text_of

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


def sent(text=CARDS, **choice):
    return {"content": base64.b64encode(text.encode()).decode(), **choice}


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
    text = text_of(enter(house.ann).post("/contacts/vcards/?kind=person"))
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
    answer = client.post("/contacts/vcards/new/", sent(card=["1"]))
    assert answer.status_code == 303
    assert set(Contact.objects.values_list("name", flat=True)) == {"Jan Peeters", "An Maes"}


def test_each_card_that_is_left_out_is_counted_with_its_reason_and_its_line(house, enter):
    jan = make_contact(house.ann, kind="person", name="Jan Peeters", email="jan@acme.example")
    text = CARDS + "BEGIN:VCARD\nFN:Nobody\nEND:VCARD\nBEGIN:VCARD\nFN:Unticked\nEND:VCARD\n"
    page = enter(house.ann).post("/contacts/vcards/new/", sent(text, card=["0", "1", "2"])).text
    for words in (
        "1 contact is brought in.",
        "1 card is known already.",
        "1 card is refused.",
        "1 card was not",
    ):
        assert words in page
    assert f'href="/contacts/{jan.pk}/"' in page
    assert '<td class="end">13</td>' in page
    assert "e-mail address or telephone number" in page


def test_a_known_card_that_is_ticked_all_the_same_comes_in(house, enter):
    make_contact(house.ann, kind="person", name="Jan Peeters", email="jan@acme.example")
    enter(house.ann).post("/contacts/vcards/new/", sent(card=["0"], known=["0"]))
    assert Contact.objects.filter(name="Jan Peeters").count() == 2


@pytest.mark.asvs("5.2.2")
def test_a_file_without_cards_is_refused_at_its_field(house, enter):
    answer = put_up(enter(house.ann), "no card")
    assert answer.status_code == 422
    assert "it holds no vCard" in answer.text


def test_a_strange_choice_of_cards_is_refused(house, enter):
    for choice in ({"card": ["x"]}, {"card": ["99999"]}, {"content": "!", "card": ["0"]}):
        assert enter(house.ann).post("/contacts/vcards/new/", sent() | choice).status_code == 422
    assert not Contact.objects.exists()


def test_umlauts_of_an_old_file_survive_the_choice(house, enter):
    text = "BEGIN:VCARD\nVERSION:3.0\nFN:Jörg Müller\nN:Müller;Jörg\nEMAIL:j@x.example\nEND:VCARD\n"
    file = SimpleUploadedFile("cards.vcf", text.encode("cp1252"), content_type="text/vcard")
    client = enter(house.ann)
    page = client.post("/contacts/vcards/new/", {"file": file}).text
    content = html.unescape(page.split('name="content"', 1)[1].split('value="', 1)[1].split('"')[0])
    client.post("/contacts/vcards/new/", {"content": content, "card": ["0"]})
    assert Contact.objects.get().name == "Jörg Müller"


def test_a_file_that_is_too_large_is_refused_in_words(house, enter):
    answer = put_up(enter(house.ann), CARDS + "x" * 2**21)
    assert "2 MiB" in answer.text
    assert answer.status_code == 413
