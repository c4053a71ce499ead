"""What a company may know of a contact that was lent to it, and what stays with the owner."""

from leadwright.contacts.cards import hand_out
from leadwright.contacts.telling import OWNERS_ALONE, hidden_from
from tests.makers import NOON, House, make_contact


def test_the_owner_knows_all_and_a_borrower_what_it_needs(house: House) -> None:
    contact = make_contact(house.dina)
    assert hidden_from(house.dina, contact) == frozenset()
    assert hidden_from(house.ann, contact) == OWNERS_ALONE


def test_a_card_of_a_lent_contact_comes_without_the_owners_remarks(house: House) -> None:
    contact = make_contact(house.dina, remarks="pays late")
    house.offered(contact=contact)
    own, lent = (str(hand_out([contact], by=user, at=NOON)) for user in (house.dina, house.ann))
    assert "pays late" in own
    assert "pays late" not in lent
