"""The account of a customer on each of its leads, through changes and mergers of contacts, and for the books."""

from leadwright.accounts import actions as accounts
from leadwright.accounts.models import Account
from leadwright.contacts import actions as contacts
from leadwright.contacts.models import Contact
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.models import Lead
from leadwright.privacy.erasing import erase
from leadwright.privacy.exporting import export
from tests.accounts.converting import DEAL, make_customer, win
from tests.makers import NOON, House, fresh, make_contact, make_lead, refused


def account_of(contact: Contact) -> Account:
    return Account.objects.get(contact=contact)


def test_a_new_lead_of_a_customer_has_its_account(house: House) -> None:
    contact = make_customer(house.ann)
    assert fresh(make_lead(house.ann, contact=contact)).account == account_of(contact)


def test_the_other_open_leads_get_the_account_when_one_is_won(house: House) -> None:
    contact = make_contact(house.ann)
    first, other = (make_lead(house.ann, contact=contact) for _ in range(2))
    gone = actions.cancel(make_lead(house.ann, contact=contact).pk, by=house.ann, at=NOON)
    win(first, house.ann)
    assert fresh(other).account == account_of(contact)
    assert fresh(gone).account is None


def test_a_lead_that_changes_its_contact_changes_its_account(house: House) -> None:
    contact, lead = make_customer(house.ann), make_lead(house.ann)
    lead = actions.edit(lead.pk, {"contact": contact.pk}, by=house.ann, at=NOON, version=1)
    assert lead.account == account_of(contact)
    stranger = make_contact(house.ann)
    actions.edit(lead.pk, {"contact": stranger.pk}, by=house.ann, at=NOON, version=lead.version)
    assert fresh(lead).account is None


def test_a_line_that_becomes_the_main_one_brings_its_account(house: House) -> None:
    contact, lead = make_customer(house.ann), make_lead(house.ann)
    line = actions.add_party(lead.pk, {"contact": contact.pk}, by=house.ann, at=NOON)
    assert fresh(lead).account is None
    actions.change_party(lead.pk, line.pk, {"main": True}, by=house.ann, at=NOON)
    assert fresh(lead).account == account_of(contact)


def test_what_is_closed_keeps_the_account_that_it_had(house: House) -> None:
    contact = make_customer(house.ann)
    won, stays = Lead.objects.get(), make_customer(house.ann)
    contacts.merge(stays.pk, other=contact.pk, by=house.ann, at=NOON)
    assert fresh(won).account == account_of(contact)


def test_the_account_moves_with_a_merger_and_back(house: House) -> None:
    stays, customer = make_contact(house.ann), make_customer(house.ann)
    lead = make_lead(house.ann, contact=stays)
    contacts.merge(stays.pk, other=customer.pk, by=house.ann, at=NOON)
    assert fresh(lead).account == account_of(stays)
    contacts.unmerge(stays.pk, by=house.ann, at=NOON)
    assert fresh(lead).account is None
    assert account_of(customer)


def test_of_two_customers_each_keeps_its_books_and_open_leads_have_the_account_that_stays(
    house: House,
) -> None:
    stays, other = make_customer(house.ann), make_customer(house.ann)
    lead = make_lead(house.ann, contact=other)
    contacts.merge(stays.pk, other=other.pk, by=house.ann, at=NOON)
    assert fresh(lead).account == account_of(stays)
    kept = Account.objects.within_reach(house.ann, "contact.view")
    assert set(kept) == {account_of(stays), account_of(other)}
    contacts.unmerge(stays.pk, by=house.ann, at=NOON)
    assert fresh(lead).account == account_of(other)


def test_a_merger_is_not_undone_after_an_account_was_opened(house: House) -> None:
    stays, other = make_contact(house.ann), make_contact(house.ann)
    contacts.merge(stays.pk, other=other.pk, by=house.ann, at=NOON)
    lead = make_lead(house.ann, contact=stays)
    win(lead, house.ann)
    Lead.objects.filter(pk=lead.pk).update(contact=make_contact(house.ann))
    lead.parties.all().delete()
    with refused("MERGER_DEPENDED_ON"):
        contacts.unmerge(stays.pk, by=house.ann, at=NOON)


def test_an_account_is_changed_on_the_version_that_was_seen(house: House) -> None:
    account = account_of(make_customer(house.ann))
    data = {"name": "Acme NV", "credit_rating": "a", "payment_days": 14}
    accounts.edit(account.pk, data, by=house.ann, at=NOON, version=1)
    with refused("VERSION_STALE"):
        accounts.edit(account.pk, data, by=house.ann, at=NOON, version=1)
    with refused("FIELD_REQUIRED", "name"):
        accounts.edit(account.pk, {"name": ""}, by=house.ann, at=NOON, version=2)
    with refused("FIELD_INVALID", "account_class"):
        accounts.edit(account.pk, {"account_class": "ghost"}, by=house.ann, at=NOON, version=2)
    changed = Account.objects.with_classes().get()
    assert (changed.name, changed.credit_rating.code, changed.payment_days) == ("Acme NV", "a", 14)
    entry = Entry.objects.get(fact="account.edited")
    assert entry.details["changes"] == {"credit_rating": ["b", "a"]}
    assert entry.texts()["name_to"] == "Acme NV"


def test_only_the_own_company_changes_an_account(house: House) -> None:
    win(house.accepted(), house.ann, **DEAL)
    number = Account.objects.get().pk
    with refused("PERMISSION_DENIED"):
        accounts.edit(number, {"name": "X"}, by=house.ann, at=NOON, version=1)
    with refused("NOT_FOUND"):
        accounts.edit(number, {"name": "X"}, by=house.cas, at=NOON, version=1)


def test_an_erased_customer_leaves_a_number_for_the_books(house: House) -> None:
    contact = make_customer(house.adm)
    assert export(contact.pk, by=house.adm, at=NOON)["places"]["accounts"][0]["name"] == "Acme"
    receipt = erase([contact.pk], by=house.adm, at=NOON)
    account = Account.objects.within_reach(house.adm, "contact.view").with_classes().get()
    assert (account.name, account.email, account.account_class.code) == ("—", "", "retail")
    assert receipt.counts["accounts"] == 1
    assert "Acme" not in str([row.texts() for row in Entry.objects.filter(subject_kind="account")])
    with refused("NOT_FOUND"):
        accounts.edit(account.pk, {"name": "X"}, by=house.adm, at=NOON, version=account.version)
