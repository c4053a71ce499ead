"""Products of interest with notes, and competitors for the same lead."""

import pytest

from leadwright.foundation.refusals import NotFound
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.models import Competitor, LeadType, Product
from tests.leads.recording import a_competitor, a_product
from tests.makers import NOON, House, fresh, make_lead, refused


def entries(lead, fact: str) -> list[Entry]:
    return list(Entry.objects.about("lead", lead.pk).filter(fact=fact))


def test_goods_and_services_are_added_with_notes(house: House) -> None:
    lead = make_lead(house.ann)
    for product in (a_product(), a_product("repair", "service")):
        data = {"product": product.code, "notes": f"how about {product.code}?"}
        actions.add_product(lead.pk, data, by=house.ann, at=NOON)
    products = list(lead.products.values_list("product__kind", "notes"))
    assert products == [("goods", "how about printer?"), ("service", "how about repair?")]
    assert fresh(lead).version == lead.version + 2
    first = entries(lead, "lead.product_added")[0]
    assert (first.details["product"], first.texts()["notes"]) == ("printer", "how about printer?")


def test_a_product_that_the_type_does_not_list_is_refused(house: House) -> None:
    lead, listed, other = make_lead(house.ann), a_product(), a_product("other")
    LeadType.objects.get().products.set([listed])
    actions.add_product(lead.pk, {"product": listed.code}, by=house.ann, at=NOON)
    with refused("FIELD_INVALID", "product"):
        actions.add_product(lead.pk, {"product": other.code}, by=house.ann, at=NOON)


def test_a_type_that_lists_services_alone_takes_every_good(house: House) -> None:
    lead, good = make_lead(house.ann), a_product()
    listed, other = a_product("repair", "service"), a_product("lease", "service")
    LeadType.objects.get().products.set([listed])
    for product in (good, listed):
        actions.add_product(lead.pk, {"product": product.code}, by=house.ann, at=NOON)
    with refused("FIELD_INVALID", "product"):
        actions.add_product(lead.pk, {"product": other.code}, by=house.ann, at=NOON)


def test_a_retired_product_is_refused_but_stays_where_it_is(house: House) -> None:
    lead, product = make_lead(house.ann), a_product()
    line = actions.add_product(lead.pk, {"product": product.code}, by=house.ann, at=NOON)
    Product.objects.update(is_retired=True)
    actions.change_product(lead.pk, line.pk, {"notes": "two of them"}, by=house.ann, at=NOON)
    assert lead.products.get().notes == "two of them"
    with refused("FIELD_INVALID", "product"):
        actions.add_product(make_lead(house.ann).pk, {"product": product.code}, by=house.ann, at=NOON)


def test_a_product_is_on_a_lead_once(house: House) -> None:
    lead, product = make_lead(house.ann), a_product()
    actions.add_product(lead.pk, {"product": product.code}, by=house.ann, at=NOON)
    with refused("FIELD_INVALID", "product"):
        actions.add_product(lead.pk, {"product": product.code}, by=house.ann, at=NOON)


def test_what_a_note_on_a_product_was_before_is_kept_and_the_same_again_changes_nothing(house: House) -> None:
    lead = make_lead(house.ann)
    line = actions.add_product(lead.pk, {"product": a_product().code, "notes": "one"}, by=house.ann, at=NOON)
    for _ in range(2):
        actions.change_product(lead.pk, line.pk, {"notes": "two"}, by=house.ann, at=NOON)
    (entry,) = entries(lead, "lead.product_changed")
    assert (entry.texts()["notes_from"], entry.texts()["notes"]) == ("one", "two")


def test_a_product_is_taken_off_and_only_from_its_own_lead(house: House) -> None:
    lead, other = make_lead(house.ann), make_lead(house.ann)
    line = actions.add_product(lead.pk, {"product": a_product().code}, by=house.ann, at=NOON)
    with pytest.raises(NotFound):
        actions.remove_product(other.pk, line.pk, by=house.ann, at=NOON)
    actions.remove_product(lead.pk, line.pk, by=house.ann, at=NOON)
    assert not lead.products.exists()
    assert len(entries(lead, "lead.product_removed")) == 1


@pytest.mark.parametrize("wrong", [["printer"], 7, "x" * 100_000, "no-such", {"code": "printer"}])
def test_a_product_that_is_none_is_refused(house: House, wrong: object) -> None:
    with refused("FIELD_INVALID", "product"):
        actions.add_product(make_lead(house.ann).pk, {"product": wrong}, by=house.ann, at=NOON)


def test_all_that_is_wrong_with_a_product_is_told_at_once(house: House) -> None:
    with refused("FIELD_UNKNOWN", "amount", "product", "notes"):
        actions.add_product(
            make_lead(house.ann).pk, {"amount": 2, "notes": ["a list"]}, by=house.ann, at=NOON
        )


def test_products_of_a_closed_lead_and_by_a_reader_are_refused(house: House) -> None:
    lead, product = make_lead(house.ann), a_product()
    with refused("PERMISSION_DENIED"):
        actions.add_product(lead.pk, {"product": product.code}, by=house.nina, at=NOON)
    actions.cancel(lead.pk, by=house.ann, at=NOON)
    with refused("STATE_NOT_ALLOWED"):
        actions.add_product(lead.pk, {"product": product.code}, by=house.ann, at=NOON)


def test_a_definition_that_lists_no_competitor_takes_every_competitor(house: House) -> None:
    lead, rival = make_lead(house.ann), a_competitor(is_listed=False)
    actions.add_competitor(lead.pk, rival.code, by=house.ann, at=NOON)
    assert list(lead.competitors.all()) == [rival]


def test_a_competitor_of_the_definition_is_listed_and_another_refused(house: House) -> None:
    lead, listed, other = make_lead(house.ann), a_competitor(), a_competitor("other", is_listed=False)
    actions.add_competitor(lead.pk, listed.code, by=house.ann, at=NOON)
    assert list(lead.competitors.all()) == [listed]
    for wrong in (other.code, ["rival"], 7, "x" * 100_000):
        with refused("FIELD_INVALID", "competitor"):
            actions.add_competitor(lead.pk, wrong, by=house.ann, at=NOON)
    with refused("FIELD_INVALID", "competitor"):
        actions.add_competitor(lead.pk, listed.code, by=house.ann, at=NOON)
    assert entries(lead, "lead.competitor_added")[0].details["competitor"] == "rival"


def test_a_competitor_that_is_no_longer_offered_stays_and_can_be_taken_off(house: House) -> None:
    lead = make_lead(house.ann)
    actions.add_competitor(lead.pk, a_competitor().code, by=house.ann, at=NOON)
    Competitor.objects.update(is_retired=True)
    assert lead.competitors.count() == 1
    actions.remove_competitor(lead.pk, "rival", by=house.ann, at=NOON)
    assert not lead.competitors.exists()
    with pytest.raises(NotFound):
        actions.remove_competitor(lead.pk, "rival", by=house.ann, at=NOON)
