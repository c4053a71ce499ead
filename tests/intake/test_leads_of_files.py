"""What a file says of a lead is kept with it: lists by their words, a second contact, the owner who is no user."""

import pytest

from leadwright.intake.mapping import FIELDS
from leadwright.leads.models import (
    Category,
    Competitor,
    Lead,
    PartyRole,
    Product,
    ProductOfInterest,
    SwitchedOff,
)
from leadwright.people.models import User
from leadwright.web.imports.field_words import OF_A_PART, PARTS, field_name
from tests.intake.bringing import brought
from tests.intake.named_columns import bring_columns, put_columns, statements_for
from tests.makers import make_user, refused


def comment_of(house, key: str = "1") -> str:
    """Return what the vendor says about a lead."""
    return brought(key).comment_of(house.vendor.pk)


def test_lists_are_known_by_code_or_name_and_what_is_on_none_is_in_the_comment(house, english):
    Category.objects.create(code="trade", labels={"en": "Business customer", "nl": "Zakelijk"})
    Competitor.objects.create(code="rival", labels={"en": "The Rival"})
    Product.objects.create(code="pump", kind="goods", labels={"en": "Pump"})
    bring_columns(
        english,
        {"category": "zakelijk", "competitors": "the rival; Nobody", "products": "PUMP, Unheard Of"},
    )
    lead = brought("1")
    assert lead.category.code == "trade"
    assert [row.code for row in lead.competitors.all()] == ["rival"]
    assert [row.product.code for row in ProductOfInterest.objects.filter(lead=lead)] == ["pump"]
    assert comment_of(house).splitlines() == ["products: Unheard Of", "competitors: Nobody"]


def test_an_unknown_source_costs_no_file(house, english):
    bring_columns(english, {"source": "Carrier pigeon"})
    assert brought("1").source.code == "import"
    assert comment_of(house) == "source: Carrier pigeon"


def test_the_team_is_known_by_address_or_by_a_name_that_one_alone_has(house, english):
    ida = make_user("Ida Field", unit=house.dina.unit)
    for _turn in range(2):
        make_user("Two Alike", unit=house.dina.unit)
    address = house.dina.email.upper()
    bring_columns(english, {"team": f"Ida Field; {address}; Two Alike; Cas Stranger"})
    assert set(brought("1").team) == {ida.pk, house.dina.pk}
    assert comment_of(house) == "team: Two Alike, Cas Stranger"


def test_a_part_that_is_switched_off_takes_nothing_in(house, english):
    Product.objects.create(code="pump", kind="goods", labels={"en": "Pump"})
    SwitchedOff.objects.create(feature="products")
    bring_columns(english, {"products": "pump"})
    assert not ProductOfInterest.objects.exists()
    assert comment_of(house) == "products: pump"


def test_a_second_contact_has_a_line_with_its_role(house, english):
    PartyRole.objects.create(code="architect", kind="partner", labels={"en": "Architect"})
    bring_columns(
        english,
        {
            "company.name": "Alpha",
            "person.name": "Ana Sample",
            "company2.name": "Beta",
            "company2.role": "Architect",
            "person2.name": "Ben Sample",
            "person2.role": "Gardener",
        },
    )
    main, second = brought("1").parties.all()
    assert (main.is_main, main.company.name, main.person.name) == (True, "Alpha", "Ana Sample")
    assert (second.company.name, second.person.name, second.role.code) == ("Beta", "Ben Sample", "architect")
    assert comment_of(house) == "person2.role: Gardener"
    assert Lead.objects.filter(search__contains="ben sample").exists()


def test_a_second_contact_without_a_first_is_the_contact(house, english):
    bring_columns(english, {"company.name": "", "company2.name": "Beta"})
    assert brought("1").contact.name == "Beta"
    assert brought("1").parties.get().is_main


def test_what_only_a_lost_lead_has_stands_in_the_comment_of_an_open_one(house, english):
    bring_columns(english, {"lost_reason": "price", "reason_text": "too dear", "deal_value": "12"})
    assert comment_of(house).splitlines() == ["deal_value: 12", "lost_reason: price", "reason_text: too dear"]


def test_an_owner_who_is_no_user_stays_a_name_and_is_counted(house, english):
    before = User.objects.count()
    report = bring_columns(
        english, {"owner.name": "Mia Stone", "unit": "North"}, {"owner.name": house.dina.name, "unit": ""}
    )
    assert User.objects.count() == before
    assert (brought("1").owner, brought("2").owner) == (None, house.dina)
    assert comment_of(house).splitlines() == ["owner.name: Mia Stone", "unit: North"]
    assert "owner" in brought("1").gaps
    assert "Mia Stone: 1" in report


def test_a_name_that_two_users_have_is_no_owner(house, english):
    for _turn in range(2):
        make_user("Two Alike", unit=house.dina.unit)
    bring_columns(english, {"owner.name": "Two Alike"})
    assert brought("1").owner is None


def test_a_mapping_that_says_so_makes_users_of_owners(house, english):
    bring_columns(english, {"owner.name": "Mia Stone"}, extra='owners = "make"')
    assert brought("1").owner.name == "Mia Stone"


def test_owners_are_known_or_made_and_nothing_else(house, english):
    put_columns(english, {"owner.name": "Mia"}, extra='owners = "invite"')
    with refused("FIELD_INVALID", "mapping"):
        english.bring()


def test_the_number_of_statements_does_not_grow_with_what_comes_beside_leads(house, english):
    Product.objects.create(code="pump", kind="goods", labels={"en": "Pump"})
    line = {"products": "pump", "team": house.dina.email, "company.name": "Alpha", "company2.name": "Beta"}
    bring_columns(english, line)
    few = statements_for(english, line, line, start=100)
    assert statements_for(english, *[line] * 30, start=200) <= few


@pytest.mark.parametrize("name", FIELDS)
def test_each_field_of_a_mapping_has_words_on_the_page(name):
    part, _dot, rest = name.partition(".")
    assert rest in OF_A_PART and part in PARTS if rest else field_name(name) != name
