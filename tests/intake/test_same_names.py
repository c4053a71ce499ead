"""People of one name stay apart until something besides their name says that they are one."""

import pytest

from leadwright.contacts.models import Contact
from tests.intake.bringing import Folder, brought

MAPPING = """
title = "Names"
signature = ["nr", "who", "firm"]
[fields]
key = { column = "nr" }
"person.name" = { column = "who" }
"person.email" = { column = "mail" }
"person.phone" = { column = "tel" }
"company.name" = { column = "firm" }
"company.city" = { column = "city" }
"company.vat_number" = { column = "vat" }
[fields.status]
column = "stage"
values = { open = "in-contact" }
"""
HEAD = "nr;who;firm;stage;mail;tel;city;vat"
# Two lines of a file without number and status, and whether the contacts of their leads are one.
PEOPLE = [
    ("Ann Sample;Alpha;;;Ghent;", "Ann Sample;Beta;;;Bruges;", False),
    ("Ann Sample;Alpha;a@x.example;;;", "Ann Sample;Alpha;b@x.example;;;", False),
    ("Ann Sample;Alpha;a@x.example;;;", "Ann Sample;Alpha;a@x.example;;;", True),
    ("Ann Sample;Alpha;a@x.example;;;", "Ann Sample;Alpha;A@X.example;;;", True),
    ("Ann Sample;Alpha;a@x.example;;;", "Bob Other;Alpha;a@x.example;;;", False),
    ("Ann Sample;Alpha;;+32470111222;;", "Ann Sample;Alpha;;0470 11 12 22;;", True),
    ("Ann Sample;Alpha;;+32470111222;;", "Ann Sample;Alpha;;+32470111223;;", False),
    ("Ann Sample;Alpha;;+32470111222;;", "Bob Other;Alpha;;+32470111222;;", False),
    ("Ann Sample;Alpha;a@x.example;;;", "Ann Sample;Alpha;a@x.example;+32470111222;;", True),
    ("Ann Sample;Alpha;a@x.example;+32470111222;;", "Ann Sample;Beta;a@x.example;;;", True),
    ("ann sample;Alpha;a@x.example;;;", "Ann  Sample;Alpha;a@x.example;;;", True),
    ("Änn Sample;Alpha;a@x.example;;;", "Ann Sample;Alpha;a@x.example;;;", True),
    ("Info;Gamma;;;Paris;", "Info;Delta;;;Lyon;", False),
    ("Info;Gamma;info@gamma.example;;;", "Info;Delta;info@delta.example;;;", False),
    ("Sales;Gamma;;;;", "Sales;Delta;;;;", False),
    (";Pharmacy;;;Ghent;", ";Pharmacy;;;Bruges;", False),
    (";Alpha;;;Ghent;", ";Alpha NV;;;Bruges;", False),
    (";Alpha;;;Ghent;BE0403019261", ";Beta;;;Ghent;BE0403019261", False),
    (";Alpha;;;;", ";Beta;;;;", False),
    ("J. Smith;Alpha;;;;", "John Smith;Alpha;;;;", False),
]


@pytest.fixture
def folder(tmp_path) -> Folder:
    folder = Folder(tmp_path)
    folder.mapping = tmp_path / "names.toml"
    folder.put(MAPPING, name="names.toml")
    return folder


def bring(folder: Folder, *lines: str) -> None:
    rows = [line.split(";") for line in lines]
    text = "\n".join(";".join((f"P{n}", *row[:2], "open", *row[2:])) for n, row in enumerate(rows))
    folder.put(f"{HEAD}\n{text}\n")
    folder.bring()


@pytest.mark.parametrize(("first", "second", "are_one"), PEOPLE)
def test_a_name_alone_joins_nobody_in_a_file_and_in_the_next_one(house, folder, first, second, are_one):
    bring(folder, first, second)
    contacts = [brought(key).contact for key in ("P0", "P1")]
    assert (contacts[0].pk == contacts[1].pk) is are_one
    known = Contact.objects.count()
    bring(folder, first, second)
    assert Contact.objects.count() == known


def test_what_a_further_line_says_of_somebody_is_added_to_him(house, folder):
    bring(folder, "Ann Sample;Alpha;a@x.example;;;", "Ann Sample;Alpha;a@x.example;+32470111222;;")
    assert brought("P0").contact.phone == "+32470111222"
