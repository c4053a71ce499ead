"""The titles of persons are a list of one's own: chosen, renamed, moved, retired, on every form and in every file."""

import pytest

from leadwright.contacts.actions import edit
from leadwright.contacts.cards import hand_out, read_cards
from leadwright.contacts.models import Contact, ContactTitle
from leadwright.foundation.refusals import Refused
from leadwright.leads.actions import configuration_lists
from leadwright.leads.configuration.file import brought_in, checked, handed_out
from leadwright.people.models import User
from tests.makers import NOON, House, make_contact, make_lead, make_user, refused
from tests.sheets import rows_of
from tests.web.test_settings import HOME

TITLES = f"{HOME}contact_titles/"
FORMS = ("/contacts/new/", "/leads/new/contact/?name=Maes")


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator of the installation."""
    return make_user("vera", unit=house.dina.unit, profile="administrator")


@pytest.fixture
def dame(vera: User) -> str:
    """Add a title whose code is longer than any that is shipped."""
    names = {"en": "Dame", "nl": "Vrouwe"}
    configuration_lists.add_entry("contact_titles", names, by=vera, at=NOON, code="dame-of-the-old-order")
    return "dame-of-the-old-order"


def person(house: House, title: str) -> Contact:
    return make_contact(house.ann, kind="person", name="An Maes", title=title)


def test_a_title_goes_out_in_a_card_and_comes_in_again(house: House, dame: str) -> None:
    text = hand_out([person(house, dame)], by=house.ann, at=NOON)
    (card,) = read_cards(text.encode())
    (other,) = read_cards(text.replace("Dame", "Archduchess").encode())
    assert (card["title"], other.get("title"), other["remarks"]) == (dame, None, "Title: Archduchess")


def retire(code: str, vera: User) -> None:
    configuration_lists.retire("contact_titles", code, by=vera, at=NOON)


@pytest.mark.parametrize("page", [*FORMS, "/leads/{lead}/contacts/add/"])
def test_a_title_that_is_added_can_be_chosen_and_a_retired_title_cannot(house, enter, vera, dame, page):
    retire("mx", vera)
    text = enter(house.ann).get(page.format(lead=make_lead(house.ann).pk)).text
    assert f'<option value="{dame}">Dame</option>' in text
    assert ('value="ms"' in text, 'value="mx"' in text) == (True, False)


def test_a_title_is_chosen_on_each_form(house, enter, dame):
    client, lead = enter(house.ann), make_lead(house.ann)
    typed = {"title": dame, "family_name": "Maes", "email_0": "maes@new.example"}
    assert client.post("/leads/new/contact/", typed).status_code == 303
    more = {"kind": "person", "email_0": "peeters@new.example", "email_main": "0", "phone_main": "0"}
    assert client.post("/contacts/new/", typed | more | {"family_name": "Peeters"}).status_code == 303
    line = {"title": dame, "name": "Claes", "email": "claes@new.example", "person_role": "user"}
    assert client.post(f"/leads/{lead.pk}/contacts/add/", line).status_code == 303
    assert set(Contact.objects.filter(title=dame).values_list("name", flat=True)) == {
        "Maes",
        "Peeters",
        "Claes",
    }


def test_a_retired_title_stays_on_whoever_has_it_and_is_given_to_nobody_else(house, vera):
    contact = person(house, "prof")
    retire("prof", vera)
    again = edit(contact.pk, by=house.ann, at=NOON, version=1, title="prof", city="Gent")
    assert (again.title, again.city) == ("prof", "Gent")
    with refused("FIELD_INVALID", "title"):
        person(house, "prof")
    other = edit(contact.pk, by=house.ann, at=NOON, version=2, title="dr")
    with refused("FIELD_INVALID", "title"):
        edit(other.pk, by=house.ann, at=NOON, version=3, title="prof")


def test_the_form_of_whoever_has_a_retired_title_keeps_it(house, enter, vera):
    contact = person(house, "prof")
    retire("prof", vera)
    client = enter(house.ann)
    page = f"/contacts/{contact.pk}/edit/"
    assert '<option value="prof" selected>Prof.</option>' in client.get(page).text
    typed = {"kind": "person", "title": "prof", "name": "An Claes", "email_0": contact.email, "version": "1"}
    assert client.post(page, typed | {"email_main": "0", "phone_main": "0"}).status_code == 303
    contact.refresh_from_db()
    assert (contact.name, contact.title) == ("An Claes", "prof")


def test_an_unknown_title_is_refused_with_all_that_can_be_chosen(house, vera, dame):
    retire("mx", vera)
    for title in ("mx", "Mr", "x" * 61, "\x00"):
        with refused("FIELD_INVALID", "title"):
            person(house, title)
    with pytest.raises(Refused) as no:
        person(house, "sir")
    assert f"choose one of mr, ms, dr, prof, {dame}, company" in no.value.errors[0].detail


@pytest.mark.parametrize("code", ["company", "Company", "person"])
def test_what_says_the_kind_of_a_contact_is_the_code_of_no_title(house, enter, vera, code):
    answer = enter(vera).post(TITLES, {"label_en": "Firm", "code": code})
    assert (answer.status_code, "give the title another code" in answer.text) == (422, True)
    assert not ContactTitle.objects.filter(code__iexact=code).exists()
    text = handed_out().replace("  mx:\n", f"  {code}:\n")
    ((line, fault),) = checked(text)
    assert (fault.code, fault.path) == ("TITLE_CODE_TAKEN", f"contact_titles.{code}")
    assert text.splitlines()[line - 1] == f"  {code}:"


def test_the_page_of_the_list_says_what_it_is_for_and_who_has_each(house, enter, vera):
    person(house, "ms"), person(house, "ms")
    text = enter(vera).get(TITLES).text
    assert "How people are addressed" in text
    assert (text.count("2 contacts"), text.count("1 contact")) == (1, 0)
    assert "Used by 2 contacts" in enter(vera).get(f"{TITLES}ms/").text
    assert "Titles" in enter(vera).get(HOME).text


def test_a_title_is_renamed_and_moved_and_all_of_it_is_told(house, enter, vera):
    client, contact = enter(vera), person(house, "dr")
    named = {"part": "save", "label_en": "Doctor", "label_nl": "Doctor"}
    assert client.post(f"{TITLES}dr/", named).status_code == 303
    assert client.post(f"{TITLES}dr/", {"part": "up"}).status_code == 303
    assert list(ContactTitle.objects.values_list("code", flat=True))[2:4] == ["dr", "mx"]
    assert "Doctor" in enter(house.ann).get(f"/contacts/{contact.pk}/").text
    trail = client.get(TITLES).text
    for words in ("Titles: “Doctor” changed", "Titles: other order"):
        assert words in trail


def test_history_calls_a_title_by_its_name_even_when_it_is_retired(house, enter, vera, dame):
    contact = person(house, dame)
    edit(contact.pk, by=house.ann, at=NOON, version=1, title="mr")
    retire(dame, vera)
    page = enter(house.ann).get(f"/contacts/{contact.pk}/").text
    assert "<del>Dame</del> → <ins>Mr</ins>" in page


def test_a_card_and_a_table_call_a_title_by_its_name(house, enter, vera, dame):
    contact = person(house, dame)
    assert "N:;;;Dame;" in hand_out([contact], by=house.ann, at=NOON)
    (row,) = rows_of(enter(house.ann).post("/export/contacts.csv"))
    assert row["Title"] == "Dame"


def test_two_titles_stand_side_by_side_where_two_become_one(house, enter, vera, dame):
    mine, theirs = person(house, dame), person(house, "dr")
    retire(dame, vera)
    page = enter(house.ann).get(f"/contacts/{mine.pk}/merge/?other={theirs.pk}").text
    assert ("Dame" in page, "Dr" in page) == (True, True)


def test_the_list_comes_out_of_a_file_as_it_went_in(house, dame):
    text = handed_out()
    assert f"  {dame}:" in text[text.index("contact_titles:") :]
    assert brought_in(text, at=NOON, dry_run=False) == []
    changed = text.replace("en: Dame", "en: Lady")
    (change,) = brought_in(changed, at=NOON, dry_run=False)
    assert (change.kind, change.code, change.fields["labels"][1]["en"]) == ("contact_titles", dame, "Lady")


def test_what_a_file_leaves_out_of_the_list_is_retired_and_without_the_list_nothing_is(house, dame):
    contact, text = person(house, dame), handed_out()
    start, end = text.index("contact_titles:"), text.index("consent_channels:")
    assert brought_in(text[:start] + text[end:], at=NOON, dry_run=False) == []
    short = "contact_titles:\n  mr: Mr\n"
    brought_in(text[:start] + short + text[end:], at=NOON, dry_run=False)
    assert list(ContactTitle.objects.filter(is_retired=False).values_list("code", flat=True)) == ["mr"]
    contact.refresh_from_db()
    assert contact.title == dame


def test_a_longer_list_asks_no_more_questions(house, enter, vera, count_queries):
    client, contact = enter(house.ann), person(house, "dr")
    pages = [*FORMS, f"/contacts/{contact.pk}/", f"/contacts/{contact.pk}/edit/"]
    _read_rules, before = (
        [count_queries(lambda page=page: client.get(page)) for page in pages] for _time in range(2)
    )
    ContactTitle.objects.bulk_create(
        ContactTitle(code=f"t{number}", labels={"en": f"Title {number}"}) for number in range(20)
    )
    assert [count_queries(lambda page=page: client.get(page)) for page in pages] == before
