"""A list of contacts holds the company's own and those lent to it in one order, however many a lender lent."""

from operator import attrgetter

import pytest

from leadwright.contacts import listing, walking
from leadwright.contacts.actions import edit, end_loans, lend_only, merge
from leadwright.contacts.models import Contact, Loan
from leadwright.privacy.erasing import erase
from tests.makers import NOON, House, make_contact
from tests.privacy.planting import administrator

NAMES = ("Aalst", "Zele", "Balen", "Yper", "Cadzand", "Wervik", "Deinze", "Veurne", "Eeklo", "Temse")
WALKS = ((0, (1, 4)), (0, (3, 40)), (0, (100, 400)), (2, (2, 3)), (100, (1, 4)))


@pytest.fixture
def house(house: House) -> House:
    """Lend every third of Dina's contacts to P, one of them twice, and one of Cas's; P has two of its own."""
    made = [make_contact(house.dina, name=name, kind="company") for name in NAMES * 2]
    for number, contact in enumerate(made[::3]):
        lend_only([contact], organisation_id=house.partner.pk, lead=number + 1)
    lend_only([made[0]], organisation_id=house.partner.pk, lead=90)
    lend_only([make_contact(house.cas, name="Borne")], organisation_id=house.partner.pk, lead=91)
    make_contact(house.ann, name="Bree"), make_contact(house.ann, name="Zwin", kind="person")
    return house


@pytest.fixture(params=WALKS, ids=str)
def walks(request, monkeypatch) -> None:
    """Let lenders of more than so many be walked, so far at first and so far then."""
    few, steps = request.param
    monkeypatch.setattr(walking, "FEW", few)
    monkeypatch.setattr(walking, "STEPS", steps)
    monkeypatch.setattr(walking, "_WALKS", type(walking._WALKS)())
    monkeypatch.setattr(listing, "_LISTS", type(listing._LISTS)())


def as_it_is(rows):
    return rows


def seen(user, order="name", *, size=3, narrow=as_it_is, shape=()):
    """Return the ids of all pages of a list, one after another."""
    result, place = [], None
    while rows := listing.lines(
        user, narrow=narrow, shape=shape, size=size, order=order, after=place and list(place)
    ):
        result += [line.pk for line, _place in rows]
        place = rows[-1][1]
    return result


def expected(user, order="name", *, narrow=as_it_is):
    rows = narrow(Contact.objects.within_reach(user, "contact.view"))
    column = listing.COLUMNS[order.removeprefix("-")]
    return [row.pk for row in sorted(rows, key=attrgetter(column, "pk"), reverse=order.startswith("-"))]


@pytest.mark.usefixtures("walks")
@pytest.mark.parametrize("order", ["name", "-name", "created", "-created", "updated", "-updated"])
def test_the_pages_of_each_order_hold_all_within_reach_and_each_contact_once(house, order):
    for user in (house.ann, house.dina, house.cas):
        assert seen(user, order) == expected(user, order)


@pytest.mark.usefixtures("walks")
def test_a_narrowed_list_holds_own_and_lent_contacts_that_fit(house):
    def narrow(rows):
        return rows.filter(kind="company", name__lt="D")

    assert seen(house.ann, narrow=narrow, shape="narrow") == expected(house.ann, narrow=narrow)


@pytest.mark.usefixtures("walks")
@pytest.mark.parametrize("bound", [1, 3, 6, 100])
@pytest.mark.parametrize("shape", [(), None], ids=["known", "new"])
def test_contacts_are_counted_up_to_a_bound(house, bound, shape):
    for narrow in (as_it_is, lambda rows: rows.filter(name__lt="D"), lambda rows: rows.filter(kind="person")):
        for user in (house.ann, house.dina, house.cas):
            key = None if shape is None else narrow
            number = listing.counts(user, narrow=narrow, shape=key, bound=bound)
            assert number == min(len(expected(user, narrow=narrow)), bound)


@pytest.mark.usefixtures("walks")
def test_the_people_of_a_company_that_was_lent_are_listed(house):
    company = make_contact(house.dina, kind="company", name="Employer")
    eva = make_contact(house.dina, kind="person", name="Eva", company=company.pk)
    lend_only([eva], organisation_id=house.partner.pk, lead=95)
    assert [row.pk for row in listing.of_company(company, house.ann, size=9)] == [eva.pk]


@pytest.mark.usefixtures("walks")
def test_the_api_has_the_same_pages(house):
    rows = listing.page(house.ann, narrow=as_it_is, size=4, order="-name")
    following = listing.page(
        house.ann, narrow=as_it_is, size=90, order="-name", after=listing.place(rows[-1], "-name")
    )
    assert [row.pk for row in (*rows, *following)] == expected(house.ann, "-name")


@pytest.mark.usefixtures("walks")
def test_a_renamed_contact_moves_in_the_list_of_who_borrowed_it(house):
    lent = Contact.objects.get(pk=seen(house.ann)[0])
    edit(lent.pk, by=house.dina, at=NOON, version=lent.version, name="Zzz")
    assert seen(house.ann)[-1] == lent.pk
    assert seen(house.ann) == expected(house.ann)


@pytest.mark.usefixtures("walks")
def test_a_contact_whose_loan_ended_is_seen_no_more_unless_it_is_lent_for_another_lead(house):
    before = seen(house.ann)
    once, twice = Loan.objects.get(lead=2).contact_id, Loan.objects.get(lead=90).contact_id
    end_loans(lead=2), end_loans(lead=90)
    assert seen(house.ann) == [pk for pk in before if pk != once]
    end_loans(lead=1)
    assert seen(house.ann) == [pk for pk in before if pk not in (once, twice)]


@pytest.mark.usefixtures("walks")
def test_an_erased_and_a_merged_contact_are_seen_no_more(house):
    gone, merged = Loan.objects.get(lead=2).contact_id, Loan.objects.get(lead=3).contact
    survivor = make_contact(house.dina, name="Overijse")
    erase([gone], by=administrator(house), at=NOON)
    merge(survivor.pk, other=merged.pk, by=house.dina, at=NOON)
    names = seen(house.ann)
    assert survivor.pk in names
    assert not {gone, merged.pk} & set(names)
    assert names == expected(house.ann)


def test_a_loan_knows_the_owner_of_its_contact(house):
    rows = Loan.objects.values_list("lender", "contact__organisation")
    assert rows
    assert all(lender == owner for lender, owner in rows)


def test_of_very_many_loans_as_many_statements_are_sent_as_there_are_steps(
    house, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(walking, "FEW", 0)
    seen(house.ann, size=90)
    with django_assert_max_num_queries(3):
        listing.lines(house.ann, narrow=as_it_is, shape=(), size=5)
