"""Contacts of a file are one when they share a number or a key, and apart when they share a name alone."""

from leadwright.activities.models import Participant
from leadwright.contacts.models import Contact
from leadwright.intake.receiving import Received
from leadwright.leads.models import Lead
from tests.intake.bringing import Folder, checked

MAPPING = """
title = "People"
signature = ["id", "who", "firm", "stage"]

[fields]
key = { column = "id" }
"person.name" = { column = "who" }
"person.email" = { column = "mail" }
"person.phone" = { column = "tel" }
"company.name" = { column = "firm" }
"company.city" = { column = "city" }

[fields.status]
column = "stage"
values = { open = "in-contact" }
"""
HEAD = "id,who,firm,stage,mail,tel,city\n"


def bring(folder: Folder, *lines: str) -> list[Contact]:
    """Bring these lines in, and return the contact of each lead in their order."""
    folder.mapping = folder.folder / "people.toml"
    folder.put(MAPPING, name="people.toml")
    folder.put(HEAD + "".join(f"{line}\n" for line in lines))
    folder.bring()
    return [lead.contact for lead in Lead.objects.order_by("number").select_related("contact__company")]


def test_a_name_alone_joins_nobody(house, english):
    one, other, info, box = bring(
        english,
        "1,Ana Sample,Alpha,open,,,Gent",
        "2,Ana Sample,Beta,open,,,Brugge",
        "3,Info,,open,,,",
        "4,Info,,open,,,",
    )
    assert len({one.pk, other.pk, info.pk, box.pk}) == 4
    assert (one.company.name, other.company.name) == ("Alpha", "Beta")


def test_companies_of_a_name_in_two_places_stay_apart_and_in_one_place_are_one(house, english):
    gent, brugge, again = bring(
        english, "1,,Pharmacy,open,,,Gent", "2,,Pharmacy,open,,,Brugge", "3,,Pharmacy,open,,,Gent"
    )
    assert (gent.pk != brugge.pk, gent.pk == again.pk) == (True, True)


def test_a_shared_address_or_number_joins_and_what_was_left_empty_is_filled_in(house, english):
    first, second, third = bring(
        english,
        "1,Ben Sample,Alpha,open,ben@alpha.example,,Gent",
        "2,Ben Sample,Alpha,open,BEN@alpha.example,+32 470 11 12 22,Gent",
        "3,ben sample,,open,,+32 470 11 12 22,",
    )
    assert first.pk == second.pk == third.pk
    assert (first.email, first.phone) == ("ben@alpha.example", "+32470111222")
    assert Contact.objects.filter(name="Ben Sample").count() == 1


def test_two_people_of_a_name_with_addresses_of_their_own_stay_apart(house, english):
    first, second = bring(
        english, "1,Jan Peeters,Alpha,open,jan@a.example,,", "2,Jan Peeters,Alpha,open,jp@a.example,,"
    )
    assert first.pk != second.pk


def test_a_line_that_comes_again_makes_nobody_anew(house, english):
    lines = ("1,Info,,open,,,", "2,Ana Sample,Alpha,open,,,Gent")
    bring(english, *lines)
    before = Contact.objects.count()
    bring(english, *lines)
    assert Contact.objects.count() == before


def test_two_long_names_that_end_otherwise_stay_two_companies(house, english):
    town = "Long Street " * 6
    first, other = bring(
        english,
        f"1,,{'Very ' * 30}Pharmacy,open,,,{town}North",
        f"2,,{'Very ' * 30}Pharmacy,open,,,{town}South",
    )
    assert first.pk != other.pk


PEOPLE = {
    "title": "Numbered",
    "kind": "contacts",
    "signature": ["Id", "Name", "Mail"],
    "fields": {
        "person.key": {"column": "Id"},
        "person.name": {"column": "Name"},
        "person.email": {"column": "Mail"},
    },
}


def people_of(house, source: str, line: str):
    """Bring in a person of a system."""
    file = Received("people.csv", f"Id,Name,Mail\n{line}\n".encode())
    return checked(file, by=house.dina, mapping=PEOPLE, source=source, is_trial=False)


def test_people_of_two_systems_with_the_same_number_are_two(house):
    people_of(house, "one", "1,Mia Stone,mia@x.example")
    assert people_of(house, "two", "1,Otto Reed,otto@x.example").counts["new"] == 1
    assert people_of(house, "one", "1,Mia Stone,mia@x.example").counts["unchanged"] == 1
    assert set(Contact.objects.values_list("name", flat=True)) == {"Mia Stone", "Otto Reed"}


def test_who_came_before_systems_were_told_apart_is_known_again(house):
    people_of(house, "one", "1,Mia Stone,mia@x.example")
    Contact.objects.update(external_key="person#1")
    assert people_of(house, "two", "1,Mia Stone,").counts["unchanged"] == 1
    assert Contact.objects.count() == 1


def test_an_activity_is_with_the_contact_of_its_own_system(house):
    people_of(house, "one", "1,Mia Stone,mia@x.example")
    people_of(house, "two", "1,Otto Reed,otto@x.example")
    fields = {name: {"column": name} for name in ("activity.contact", "activity.subject", "activity.at")}
    mapping = {"title": "Calls", "kind": "activities", "signature": list(fields)}
    mapping["fields"] = {**fields, "activity.kind": {"value": "call"}}
    line = f"{','.join(fields)}\n1,Asked,2025-01-31\n"
    for source in ("one", "two"):
        checked(
            Received(f"{source}.csv", line.encode()),
            by=house.dina,
            mapping=mapping,
            source=source,
            is_trial=False,
        )
    names = (
        Participant.objects.filter(contact__isnull=False)
        .order_by("activity")
        .values_list("contact__name", flat=True)
    )
    assert list(names) == ["Mia Stone", "Otto Reed"]
