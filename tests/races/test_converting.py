"""Two people make a customer at the same moment: there is one account, and nothing hangs."""

import pytest

from leadwright.accounts.models import Account
from leadwright.contacts import actions as contacts
from leadwright.contacts.models import Contact
from leadwright.foundation.clock import now
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.models import Lead
from tests.accounts.converting import DATA, let_convert, win
from tests.makers import House, fresh, make_contact, make_lead
from tests.races.test_linking import both

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def house(committed: None) -> House:
    """Return a vendor and its partners, committed, whose definition makes customers of whom they win."""
    let_convert()
    return House()


def lead_of(house: House, contact: Contact | None = None) -> Lead:
    return make_lead(house.ann, contact=contact, at=now())


def accounts_of(contact: Contact) -> int:
    return Account.objects.filter(contact=contact).count()


def test_two_leads_of_one_contact_that_are_won_at_once_make_one_account(house: House, rounds: int) -> None:
    for _turn in range(rounds):
        contact = make_contact(house.ann, at=now())
        row, other = lead_of(house, contact), lead_of(house, contact)
        done = both(
            lambda item=row: win(item, house.ann, at=now()),
            lambda other=other: win(other, house.bob, at=now()),
        )
        assert done == ["", ""]
        account = Account.objects.get(contact=contact)
        assert {fresh(row).account, fresh(other).account} == {account}
        assert Entry.objects.about("account", account.pk).count() == 1


def test_one_lead_that_two_win_at_once_is_won_once(house: House, rounds: int) -> None:
    for _turn in range(rounds):
        lead = lead_of(house)
        done = both(
            lambda lead=lead: win(lead, house.ann, at=now()),
            lambda lead=lead: win(lead, house.bob, at=now()),
        )
        assert sorted(done) == ["", "STATE_NOT_ALLOWED"]
        assert accounts_of(lead.contact) == 1
        assert Entry.objects.about("lead", lead.pk).filter(fact="lead.won").count() == 1


def test_a_lead_is_won_while_its_contact_becomes_part_of_another(house: House, rounds: int) -> None:
    for _turn in range(rounds):
        stays, other = make_contact(house.ann, at=now()), make_contact(house.ann, at=now())
        lead = lead_of(house, other)
        done = both(
            lambda lead=lead: win(lead, house.ann, at=now()),
            lambda stays=stays, other=other: contacts.merge(stays.pk, other=other.pk, by=house.bob, at=now()),
        )
        assert done == ["", ""]
        assert (accounts_of(stays), accounts_of(other)) == (1, 0)
        assert (fresh(lead).contact, fresh(lead).account) == (stays, Account.objects.get(contact=stays))


def test_a_lead_that_two_convert_at_once_is_converted_once(house: House, rounds: int) -> None:
    let_convert(False)
    for _turn in range(rounds):
        lead = win(lead_of(house), house.ann, None, at=now())
        done = both(
            lambda lead=lead: actions.convert(lead.pk, by=house.ann, at=now(), account=DATA),
            lambda lead=lead: actions.convert(lead.pk, by=house.bob, at=now(), account=DATA),
        )
        assert sorted(done) == ["", "STATE_NOT_ALLOWED"]
        assert fresh(lead).account == Account.objects.get(contact=lead.contact)


def test_a_lead_that_is_made_while_another_is_won_has_the_account(house: House, rounds: int) -> None:
    for _turn in range(rounds):
        contact = make_contact(house.ann, at=now())
        lead = lead_of(house, contact)
        done = both(
            lambda lead=lead: win(lead, house.ann, at=now()),
            lambda contact=contact: make_lead(house.bob, contact=contact, at=now()),
        )
        assert done == ["", ""]
        account = Account.objects.get(contact=contact)
        assert {row.account for row in Lead.objects.filter(contact=contact)} == {account}


def test_a_contact_that_is_blocked_while_its_lead_is_won_is_a_customer_or_is_not(
    house: House, rounds: int
) -> None:
    for _turn in range(rounds):
        contact = make_contact(house.ann, at=now())
        lead = lead_of(house, contact)
        won, blocked = both(
            lambda lead=lead: win(lead, house.ann, at=now()),
            lambda contact=contact: contacts.edit(
                contact.pk, by=house.bob, at=now(), version=1, blocked=True
            ),
        )
        assert blocked == ""
        assert won in ("", "CONTACT_BLOCKED")
        assert accounts_of(contact) == (1 if won == "" else 0)
