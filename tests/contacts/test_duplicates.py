"""Whoever is about to enter a contact learns of the ones within reach that it may repeat, and why."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from leadwright.contacts import actions, adopting, duplicates
from leadwright.contacts.actions import lend_only
from leadwright.contacts.drafting import draft_of
from leadwright.contacts.drafts import ContactDraft
from leadwright.contacts.indexing import keep, sweep_words
from leadwright.contacts.matching import Record
from leadwright.contacts.models import Contact, ContactKeys, Kind, NameWord
from leadwright.history.facts import SYSTEM
from leadwright.people.models import Organisation
from tests.makers import NOON, make_contact, make_group, make_unit, make_user, refused


def person(by, name="Jan Peeters", **fields):
    return make_contact(by, kind="person", name=name, **{"email": "jan@peeters.example"} | fields)


def likely(by, **fields):
    return duplicates.likely(draft_of(fields, by=by), by=by)


def ids(matches):
    return [match.contact.pk for match in matches]


def codes(match):
    return [reason.code for reason in match.reasons]


def test_the_same_number_in_another_writing_and_a_similar_name_are_told_with_their_reasons(house):
    known = person(house.ann, phone="0470 11 22 33", email="")
    [match] = likely(house.ann, name="Jan Petres", phone="+32 (0)470/11.22.33")
    assert match.contact == known
    assert match.probability > 0.99
    assert {"same_phone", "similar_family", "same_given"} == set(codes(match))


def test_reasons_are_told_in_the_language_of_the_reader(house):
    person(house.ann)
    [match] = likely(house.ann, name="Jan Peeters", email="JAN@peeters.example")
    with translation.override("nl"):
        assert str(match.reasons[0].detail) == "zelfde e-mailadres"


@pytest.mark.parametrize(
    "typed",
    ["Jan Peetres", "Jan Petres", "Jna Peters", "Peeters Jan", "jan PÉÉTERS", "Jan Preetesr", "Peters, Jaan"],
)
def test_a_name_with_up_to_two_typing_errors_is_found_by_the_name_alone(house, typed):
    known = person(house.ann)
    person(house.ann, "Els Wouters", email="els@wouters.example")
    assert ids(likely(house.ann, name=typed)) == [known.pk]


@pytest.mark.parametrize("typed", ["Acme Printing", "ACME PRINTING n.v.", "Acme Pirnting BV", "Acmé Prnting"])
def test_a_company_is_found_whatever_its_legal_form(house, typed):
    known = make_contact(house.ann, name="Acme Printing NV", email="info@acme.example")
    assert ids(likely(house.ann, kind="company", name=typed, email="info@acme.example")) == [known.pk]


@pytest.mark.parametrize(
    ("kept", "typed", "code"),
    [
        ({"vat_number": "BE0403170701"}, {"vat_number": "0403.170.701"}, "same_vat"),
        ({"register_number": "0403.170.701"}, {"register_number": "0403170701"}, "same_register"),
    ],
)
def test_a_company_is_found_by_its_numbers_in_any_writing(house, kept, typed, code):
    known = make_contact(house.ann, name="Acme", **kept)
    [match] = likely(house.ann, kind="company", name="Quite Another", **typed)
    assert (match.contact, codes(match)[0]) == (known, code)


def test_every_address_of_a_contact_counts(house):
    known = person(house.ann, email=None, emails=["first@x.example", "second@x.example"])
    assert ids(likely(house.ann, name="Jan Peeters", email="second@x.example")) == [known.pk]


def test_what_was_changed_is_found_as_it_is_now(house):
    known = person(house.ann)
    actions.edit(known.pk, by=house.ann, at=NOON, version=1, name="Zoë Vermeulen", email="zoe@v.example")
    assert likely(house.ann, name="Jan Peeters", email="jan@peeters.example") == []
    assert ids(likely(house.ann, name="Zoe Vermeulne", email="zoe@v.example")) == [known.pk]
    sweep_words()
    assert not NameWord.objects.filter(word="peeters").exists()


def test_what_no_longer_stands_is_not_found_and_leaves_no_word(house):
    kept, gone = person(house.ann), person(house.ann, "Jan Janssens", email="j@j.example")
    Contact.objects.filter(pk=gone.pk).update(merged_into=kept)
    keep([gone.pk])
    assert likely(house.ann, name="Jan Janssens", email="j@j.example") == []
    sweep_words()
    assert set(NameWord.objects.values_list("word", flat=True)) >= {"jan", "peeters"}
    assert not NameWord.objects.filter(word="janssens").exists()
    assert not ContactKeys.objects.filter(contact=gone).exists()


def test_a_contact_of_another_company_is_never_told(house):
    person(house.cas)
    assert likely(house.ann, name="Jan Peeters", email="jan@peeters.example") == []


def test_a_lent_contact_is_told_as_long_as_it_is_lent(house):
    lent = person(house.dina)
    person(house.dina, "Jan Peters", email="jan@peeters.example")
    lend_only([lent], organisation_id=house.partner.pk, lead=1)
    assert ids(likely(house.ann, name="Jan Peeters", email="jan@peeters.example")) == [lent.pk]
    actions.end_loans(lead=1)
    assert likely(house.ann, name="Jan Peeters", email="jan@peeters.example") == []


def test_a_contact_of_an_access_group_is_told_only_to_that_group(house):
    other = make_user(unit=make_unit(make_group(house.partner)))
    known = person(house.ann, access_group=house.group.pk)
    typed = {"name": "Jan Peeters", "email": "jan@peeters.example"}
    assert ids(likely(house.ann, **typed)) == [known.pk]
    assert likely(other, **typed) == []


def test_the_contact_that_is_edited_is_no_duplicate_of_itself(house):
    known = person(house.ann)
    draft = draft_of({"name": "Jan Peeters", "email": "jan@peeters.example"}, by=house.ann)
    assert duplicates.likely(draft, by=house.ann, but=known.pk) == []


def test_the_number_of_queries_does_not_depend_on_what_is_found(house):
    counts = set()
    likely(house.ann, name="Jan Peeters", email="jan@peeters.example")
    for number in range(3):
        person(house.ann, email="jan@peeters.example", phone=f"047011223{number}")
        with CaptureQueriesContext(connection) as queries:
            likely(house.ann, name="Jan Peeters", email="jan@peeters.example")
        counts.add(len(queries))
    assert len(counts) == 1
    assert max(counts) <= 8


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"name": "x" * 100_000},
        {"name": "a " * 50_000, "street": "1 " * 50_000, "email": "@" * 100_000, "phone": "+" * 100_000},
        {"name": "!!! --- ???"},
        {
            "name": "🙂🙂 \ud800 \x00",
            "email": "\x00\ud800@x.example",
            "phone": "\x00",
            "vat_number": "\ud800",
        },
        {"name": "% _ \\ ' \" {} $1 %(own)s"},
        {"emails": [1, None, {}, "a@b.example"], "phones": [["x"]]},
    ],
)
def test_nothing_that_is_typed_breaks_it(house, typed):
    person(house.ann)
    assert likely(house.ann, **typed) == []


def test_a_draft_of_another_type_is_refused_with_its_field(house):
    with refused("FIELD_INVALID", "name", "emails"):
        draft_of({"name": 7, "emails": "x"}, by=house.ann)


def adopt(organisation: Organisation, *drafts):
    return adopting.adopt(drafts, organisation=organisation, by=SYSTEM, at=NOON)


def drafted(key, name, *emails, **more):
    rows = tuple((email, "") for email in emails)
    return ContactDraft(key=key, kind=Kind.PERSON, name=name, emails=rows, **more)


def test_an_import_recognises_who_is_known_for_certain(house):
    known = person(house.ann)
    came = adopt(
        house.partner,
        drafted("a", "Jan Petres", "jan@peeters.example"),
        drafted("b", "Jan Peeters", "another@x.example"),
        drafted("c", "Els Wouters", "jan@peeters.example"),
    )
    assert (came.made, came.recognised) == (2, 1)
    assert came.by_key["a"] == known
    assert len({came.by_key[key].pk for key in "abc"}) == 3


def test_an_import_does_not_recognise_the_contacts_of_another_company(house):
    person(house.cas)
    came = adopt(house.partner, drafted("a", "Jan Peeters", "jan@peeters.example"))
    assert (came.made, came.recognised) == (1, 0)


def test_who_came_by_import_is_found(house):
    came = adopt(house.partner, drafted("a", "Jan Peeters", phones=(("+32470112233", ""),)))
    assert ids(likely(house.ann, name="Jan Petres", phone="0470112233")) == [came.by_key["a"].pk]


def test_a_record_of_nothing_has_no_duplicates(house):
    assert duplicates.likely(Record(), by=house.ann) == []
