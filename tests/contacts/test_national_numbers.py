"""National numbers: off unless switched on, encrypted, masked, revealed with a reason, gone with the person."""

import pytest
from django.db import connection

from leadwright.contacts.actions import edit, merge, remove_number, reveal_number, set_number
from leadwright.contacts.actions.numbering import Kept
from leadwright.contacts.cards import hand_out
from leadwright.contacts.finding import find_contacts
from leadwright.contacts.models import Contact, NationalNumber
from leadwright.contacts.national import masked_number
from leadwright.foundation.attempts import Attempt
from leadwright.history.models import Entry, Value
from leadwright.people.models import SecurityEvent
from tests.makers import NOON, make_contact, make_lead, refused

NUMBER = "85.07.30-033 28"
PLAIN = "85073003328"
GIVEN = {"number": NUMBER, "country": "be", "legal_basis": "Royal decree of 2004, article 3"}
PASSWORD = "correct-horse-battery"
ASKED = Attempt(face="page", method="POST", path="/contacts/1/", address="127.0.0.1")


@pytest.fixture(autouse=True)
def kept(settings) -> None:
    """Keep national numbers in this installation."""
    settings.NATIONAL_NUMBERS = True


@pytest.fixture
def eva(house) -> Contact:
    """Return a person of the company of an administrator."""
    return make_contact(house.adm, kind="person", name="Eva", email="eva@x.example")


def given(house, eva, **other) -> Kept:
    return set_number(eva.pk, **(GIVEN | other), by=house.adm, at=NOON)


def reveal(house, eva, reason="the notary asks", password=PASSWORD, at=NOON) -> str:
    return reveal_number(eva.pk, reason=reason, password=password, asked=ASKED, by=house.adm, at=at)


def test_it_is_stored_encrypted_and_shown_masked(house, eva):
    row = given(house, eva).row
    assert PLAIN not in row.secret
    view = masked_number(eva)
    assert (view.text, view.country, view.recorded_by) == ("•••28", "BE", house.adm.name)


def test_with_the_switch_off_nothing_is_stored_or_shown(house, eva, settings):
    given(house, eva)
    settings.NATIONAL_NUMBERS = False
    for act in (given, reveal):
        with refused("NATIONAL_NUMBERS_OFF"):
            act(house, eva)
    with refused("NATIONAL_NUMBERS_OFF"):
        remove_number(eva.pk, by=house.adm, at=NOON)
    assert masked_number(eva) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "85.07.30-033 29"),
        ("number", ""),
        ("number", ["85073003328"]),
        ("number", "8" * 100_000),
        ("country", "XX"),
        ("country", None),
        ("legal_basis", "  "),
        ("legal_basis", "x" * 501),
        ("legal_basis", "a\x00b"),
        ("legal_basis", f"because it is {NUMBER}"),
    ],
)
def test_what_does_not_fit_is_named_and_not_stored(house, eva, field, value):
    with refused("FIELD_REQUIRED" if value in ("", "  ") else "FIELD_INVALID", field):
        given(house, eva, **{field: value})
    assert not NationalNumber.objects.exists()


def test_a_number_of_another_country_is_taken_as_it_is(house, eva):
    given(house, eva, number="ab 12-34", country="NL")
    assert reveal(house, eva) == "AB1234"


def test_it_is_revealed_with_a_reason_that_is_written_down(house, eva):
    given(house, eva)
    assert reveal(house, eva) == PLAIN
    entry = Entry.objects.get(fact="contact.number_revealed")
    assert entry.texts()["reason"] == "the notary asks"
    event = SecurityEvent.objects.get(code="NUMBER_REVEALED")
    assert (event.user, event.path) == (house.adm, "/contacts/1/")


@pytest.mark.parametrize("reason", ["", None, 7, " ", f"it is {PLAIN}"])
def test_without_a_fit_reason_nothing_is_revealed(house, eva, reason):
    given(house, eva)
    with refused(
        "FIELD_INVALID" if isinstance(reason, str) and "it" in reason else "FIELD_REQUIRED", "reason"
    ):
        reveal(house, eva, reason)
    assert not SecurityEvent.objects.exists()


def test_history_holds_no_digit_of_it(house, eva):
    given(house, eva)
    reveal(house, eva)
    remove_number(eva.pk, by=house.adm, at=NOON)
    text = " ".join(Value.objects.values_list("value", flat=True)) + str(
        list(Entry.objects.values("details"))
    )
    assert "8507" not in text
    assert "0033" not in text
    assert Entry.objects.filter(fact__startswith="contact.number_").count() == 3


def test_who_may_not_manage_privacy_gets_nothing(house, eva):
    given(house, eva)
    for by, code in ((house.ann, "PERMISSION_DENIED"), (house.cas, "NOT_FOUND")):
        with refused(code):
            reveal_number(eva.pk, reason="x", password=PASSWORD, asked=ASKED, by=by, at=NOON)
        with refused(code):
            set_number(eva.pk, **GIVEN, by=by, at=NOON)


def test_a_contact_that_is_lent_has_none_for_the_borrower(house):
    lent = make_contact(house.dina, kind="person", name="Lent")
    house.offered(contact=lent)
    with refused("PERMISSION_DENIED"):
        set_number(lent.pk, **GIVEN, by=house.adm, at=NOON)


def test_a_company_has_none(house):
    company = make_contact(house.adm)
    with refused("FIELD_INVALID"):
        set_number(company.pk, **GIVEN, by=house.adm, at=NOON)


def test_it_is_neither_found_nor_handed_out(house, eva):
    given(house, eva)
    house.adm.held[0].permissions |= {"contact.export": "organisation"}
    assert find_contacts(PLAIN, by=house.adm) == []
    card = hand_out([Contact.objects.with_channels().get(pk=eva.pk)], by=house.adm, at=NOON)
    assert PLAIN not in card
    assert NUMBER not in card


def test_a_number_moved_to_another_contact_cannot_be_read(house, eva):
    given(house, eva)
    other = make_contact(house.adm, kind="person", name="Mallory")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE contacts_nationalnumber SET contact_id = %s", [other.pk])
    with refused("NUMBER_UNREADABLE"):
        reveal(house, other)
    assert masked_number(other).text == "•••"


def test_another_secret_cannot_read_it(house, eva, settings):
    given(house, eva)
    settings.SECRET_KEY = "another secret of at least thirty-two characters"
    with refused("NUMBER_UNREADABLE"):
        reveal(house, eva)


def test_it_stays_with_its_record_through_edit_and_merger(house, eva):
    given(house, eva)
    edit(eva.pk, by=house.adm, at=NOON, version=1, city="Gent")
    make_lead(house.adm, contact=eva)
    other = make_contact(house.adm, kind="person", name="Eva M", email="eva@x.example")
    house.adm.held[0].permissions |= {"contact.merge": "organisation"}
    merge(eva.pk, other=other.pk, by=house.adm, at=NOON)
    assert reveal(house, eva) == PLAIN
