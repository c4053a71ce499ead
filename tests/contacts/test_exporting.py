"""A list of contacts as a sheet: what its reader knows of each, and the history of each says that it was handed out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadwright.contacts import exporting
from leadwright.contacts.models import ContactTitle
from leadwright.history.models import Entry
from leadwright.people.models import SecurityEvent
from tests.api.conftest import talk
from tests.fields.test_pages import signed_in
from tests.makers import House, change_rights, make_contact
from tests.sheets import are_equal, rows_of

__all__ = ["talk"]
EXPORT = "/contacts/export.csv"
PAGE = "/export/contacts.csv"


def exported(talk, user, query: str = "") -> list[dict[str, str]]:
    return rows_of(talk(user).get(f"{EXPORT}?{query}"))


def make(talk, user, key: str, kind: str = "text", **more: object) -> int:
    body = {"subject": "contact", "key": key, "kind": kind, "label": key} | more
    answer = talk(user).post("/fields", body)
    assert answer.status_code == 201, answer.content
    return int(answer.json()["id"])


def test_the_sheet_says_what_is_known_of_a_contact(house: House, talk) -> None:
    acme = make_contact(house.ann, name="=Acme", city="Gent", country="BE", vat_rate="21", remarks="one\ntwo")
    emails = [{"address": "a@x.be"}, {"address": "b@x.be", "main": True}]
    make_contact(house.ann, kind="person", name="Jan", company=acme.pk, emails=emails, email=None)
    row, person = exported(talk, house.ann, "ordering=created")
    assert (row["id"], row["name"], row["city"], row["vat_rate"]) == (str(acme.pk), "=Acme", "Gent", "21.00")
    assert (row["remarks"], row["blocked"], row["account"]) == ("one\ntwo", "false", "")
    assert (person["company"], person["company_name"], person["email"]) == (str(acme.pk), "=Acme", "b@x.be")
    assert set(person["emails"].splitlines()) == {"a@x.be", "b@x.be"}


def test_filters_and_a_text_narrow_it_as_they_narrow_the_list(house: House, talk) -> None:
    make_contact(house.ann, name="Acme")
    person = make_contact(house.ann, kind="person", name="Zoë Peeters")
    assert [row["id"] for row in exported(talk, house.ann, "kind=person")] == [str(person.pk)]
    assert [row["id"] for row in exported(talk, house.ann, "q=zoe+peeters")] == [str(person.pk)]
    assert talk(house.ann).get(f"{EXPORT}?sort=name").status_code == 400


def test_a_text_that_means_more_than_a_sheet_of_found_ones_holds_is_refused(
    house: House, talk, monkeypatch
) -> None:
    monkeypatch.setattr(exporting, "MOST_MEANT", 1)
    for name in ("Rose North", "Rose South"):
        make_contact(house.ann, name=name)
    answer = talk(house.ann).get("/contacts/export.csv?q=rose")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "FIELD_INVALID")
    assert "more than 1 contacts" in answer.json()["detail"]


def test_all_pages_come_each_once_with_the_same_number_of_questions(house: House, talk, monkeypatch) -> None:
    for _time in range(6):
        make_contact(house.ann)
    monkeypatch.setattr(exporting, "CHUNK", 2)
    parts, asked, text = iter(talk(house.ann).get(EXPORT).streaming_content), [], b""
    for part in range(4):
        with CaptureQueriesContext(connection) as caught:
            text += next(parts)
        asked.append(len(caught) if part else 0)
    assert list(parts) == []
    assert asked[2] == asked[3] <= asked[1] <= asked[2] + 3, asked
    assert len(text.splitlines()) == 7


def test_what_a_lent_contacts_owner_keeps_to_itself_is_empty(house: House, talk) -> None:
    make(talk, house.adm, "own_note")
    change_rights(house.dina, configuration_edit="all")
    make(talk, house.dina, "public_note")
    make(talk, house.dina, "inner_note", sees="sender")
    fields = {"public_note": "ours", "inner_note": "secret"}
    contact = make_contact(house.dina, name="Lent", remarks="secret remark", fields=fields)
    house.accepted(contact=contact)
    (row,) = exported(talk, house.ann)
    assert (row["name"], row["remarks"]) == ("Lent", "")
    assert (row["fields.public_note"], row["fields.inner_note"], row["fields.own_note"]) == ("ours", "", "")
    (own,) = exported(talk, house.dina)
    assert (own["fields.inner_note"], "fields.own_note" in own) == ("secret", False)


@pytest.mark.parametrize("handed_out", [True, False])
def test_each_contact_that_was_handed_out_says_so(house: House, talk, handed_out: bool) -> None:
    contact = make_contact(house.ann)
    exported(talk, house.ann, "" if handed_out else "kind=person")
    entries = Entry.objects.about("contact", contact.pk).filter(fact="contact.exported")
    assert entries.count() == int(handed_out)
    assert SecurityEvent.objects.get(code="LIST_EXPORTED").path == f"/api/v1{EXPORT}"


@pytest.mark.parametrize(("form", "words"), [("csv", "CSV"), ("xlsx", "XLSX")])
def test_the_history_of_a_contact_says_in_which_format_it_was_handed_out(
    house: House, talk, form: str, words: str
) -> None:
    contact = make_contact(house.ann)
    rows_of(signed_in(house.ann).post(f"/export/contacts.{form}"))
    entry = Entry.objects.about("contact", contact.pk).get(fact="contact.exported")
    assert entry.details == {"format": form}
    assert SecurityEvent.objects.get(code="LIST_EXPORTED").path == f"/export/contacts.{form}"
    page = signed_in(house.ann).get(f"/contacts/{contact.pk}/").content.decode()
    assert words in page.split("Contact exported")[1][:400]


def test_a_workbook_has_what_the_text_file_has_of_each_contact(house: House, talk) -> None:
    acme = make_contact(house.ann, name="=Acme", vat_rate="21", remarks="one\ntwo", postcode="0042")
    make_contact(house.ann, kind="person", name="Jan", company=acme.pk, birth_date="1980-02-29")
    text, book = (rows_of(talk(house.ann).get(f"/export/contacts.{form}")) for form in ("csv", "xlsx"))
    assert [row.keys() for row in text] == [row.keys() for row in book]
    for row, other in zip(text, book, strict=True):
        assert [key for key in row if not are_equal(row[key], other[key], house.ann.time_zone)] == []


def test_who_may_not_export_contacts_is_refused(house: House, talk) -> None:
    make_contact(house.ann)
    answer = talk(house.nina).get(EXPORT)
    assert (answer.status_code, answer.json()["code"]) == (403, "PERMISSION_DENIED")
    assert signed_in(house.nina).post(PAGE).status_code == 403
    assert PAGE not in signed_in(house.nina).get("/contacts/").content.decode()


def test_a_table_for_people_names_a_title_and_one_for_programs_holds_its_code(house: House, talk) -> None:
    make_contact(house.ann, kind="person", name="An", title="ms")
    ContactTitle.objects.filter(code="ms").update(labels={"en": "Madam"})
    assert [row["title"] for row in exported(talk, house.ann)] == ["ms"]
    assert [row["Title"] for row in rows_of(signed_in(house.ann).post(PAGE))] == ["Madam"]


def test_the_page_hands_out_the_list_in_words(house: House, talk) -> None:
    make_contact(house.ann, name="Acme", country="BE")
    page = signed_in(house.ann)
    assert f'action="{PAGE}?kind=company"' in page.get("/contacts/?kind=company").content.decode()
    (row,) = rows_of(page.post(f"{PAGE}?kind=company"))
    assert (row["Kind"], row["Name"], row["Country"], row["Blocked"]) == ("Company", "Acme", "Belgium", "No")
