"""A won lead makes a customer: once, with class and rating of the definition, and only where it is wanted."""

import pytest

from leadwright.accounts.models import Account
from leadwright.contacts import actions as contacts
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.lifecycle import Verb, allowed_actions
from leadwright.leads.models import LeadDefinition
from tests.accounts.converting import DATA, DEAL, let_convert, make_customer, win
from tests.makers import NOON, House, fresh, make_contact, make_lead, refused


def test_winning_opens_an_account_in_the_class_of_the_definition(house: House) -> None:
    lead = win(make_lead(house.ann), house.ann)
    account = Account.objects.with_classes().get()
    assert (account.account_class.code, account.credit_rating.code) == ("retail", "b")
    assert (fresh(lead).state, fresh(lead).account, account.contact) == ("WON", account, lead.contact)
    assert (account.name, account.payment_days, account.opened_from) == ("Acme", 30, lead.pk)


def test_a_customer_gets_no_second_account_and_is_not_asked_for_data(house: House) -> None:
    contact = make_customer(house.ann)
    lead = win(make_lead(house.ann, contact=contact), house.ann, None)
    assert (lead.state, lead.account) == ("WON", Account.objects.get())


def test_without_data_nothing_is_won_and_each_missing_field_is_named(house: House) -> None:
    lead = make_lead(house.ann)
    with refused("ACCOUNT_DATA_REQUIRED", "account.name", "account.email", "account.currency"):
        win(lead, house.ann, None)
    with refused("ACCOUNT_DATA_REQUIRED", "account.country"):
        win(lead, house.ann, {})
    assert (fresh(lead).state, Account.objects.count()) == ("PENDING", 0)


def test_what_is_known_of_the_contact_needs_no_typing(house: House) -> None:
    contact = make_contact(house.ann, name="Bolt", email="b@bolt.example", country="NL", city="Delft")
    win(make_lead(house.ann, contact=contact), house.ann, {})
    account = Account.objects.get()
    assert (account.name, account.email, account.city) == ("Bolt", "b@bolt.example", "Delft")
    assert (account.country, account.currency) == ("NL", "EUR")


def test_faults_of_the_deal_and_of_the_account_are_told_together(house: House) -> None:
    with refused("FIELD_REQUIRED", "deal_segment", "account.email"):
        win(house.qualified(), house.ann, {"email": ""})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("currency", "QQQ"),
        ("currency", 5),
        ("email", "nobody"),
        ("email", ["x"]),
        ("country", "Belgium"),
        ("payment_days", "soon"),
        ("payment_days", 10**30),
        ("payment_days", True),
        ("vat_number", "BE0123"),
        ("name", "x" * 201),
        ("name", {"a": 1}),
        ("city", "a\nb"),
        ("colour", "red"),
    ],
)
def test_data_that_cannot_be_kept_are_refused_by_their_name(house: House, field: str, value: object) -> None:
    lead = make_lead(house.ann)
    with refused("FIELD_UNKNOWN" if field == "colour" else "FIELD_INVALID", f"account.{field}"):
        win(lead, house.ann, DATA | {field: value})
    with refused("FIELD_INVALID", "account"):
        win(lead, house.ann, "an account")


def test_with_conversion_off_a_lead_is_won_without_account(house: House) -> None:
    let_convert(False)
    lead = win(make_lead(house.ann), house.ann)
    assert (lead.state, lead.account, Account.objects.count()) == ("WON", None, 0)


def test_a_lead_that_was_won_without_account_is_converted_once(house: House) -> None:
    let_convert(False)
    lead = win(make_lead(house.ann), house.ann, None)
    with refused("ACCOUNT_DATA_REQUIRED", "account.name"):
        actions.convert(lead.pk, by=house.ann, at=NOON)
    actions.convert(lead.pk, by=house.ann, at=NOON, account=DATA)
    with refused("STATE_NOT_ALLOWED"):
        actions.convert(lead.pk, by=house.ann, at=NOON, account=DATA)
    assert fresh(lead).account == Account.objects.get()


def test_only_a_won_lead_is_converted_by_who_may_win(house: House) -> None:
    with refused("STATE_NOT_ALLOWED"):
        actions.convert(make_lead(house.ann).pk, by=house.ann, at=NOON, account=DATA)
    let_convert(False)
    lead = win(make_lead(house.ann), house.ann, None)
    with refused("PERMISSION_DENIED"):
        actions.convert(lead.pk, by=house.nina, at=NOON, account=DATA)
    states = {action.action: action.allowed for action in allowed_actions(fresh(lead), house.ann)}
    assert states[Verb.CONVERT]


def test_a_blocked_contact_becomes_no_customer(house: House) -> None:
    lead = make_lead(house.ann)
    contacts.edit(lead.contact_id, by=house.ann, at=NOON, version=1, blocked=True)
    with refused("CONTACT_BLOCKED"):
        win(lead, house.ann)
    LeadDefinition.objects.update(block_win=False)
    assert win(lead, house.ann).account is None
    with refused("CONTACT_BLOCKED"):
        actions.convert(lead.pk, by=house.ann, at=NOON, account=DATA)


def test_a_partner_makes_a_customer_of_the_vendor(house: House) -> None:
    lead = win(house.accepted(), house.ann, **DEAL)
    account = Account.objects.get()
    assert (account.organisation, account.opened_by) == (house.vendor, house.ann)
    for user in (house.ann, house.dina):
        assert Account.objects.within_reach(user, "contact.view").fetch(account.pk)
    assert not Account.objects.within_reach(house.cas, "contact.view").exists()
    assert lead.account == account


def test_history_of_lead_and_account_tell_of_it(house: House) -> None:
    lead = win(make_lead(house.ann), house.ann)
    opened = Entry.objects.get(fact="account.opened")
    assert (opened.subject_id, opened.details["lead"]) == (lead.account_id, lead.pk)
    assert opened.details["account_class"] == "retail"
    assert Entry.objects.about("lead", lead.pk).get(fact="lead.won").details["account"] == lead.account_id
    let_convert(False)
    other = win(make_lead(house.ann), house.ann, None)
    actions.convert(other.pk, by=house.ann, at=NOON, account=DATA)
    assert Entry.objects.about("lead", other.pk).filter(fact="lead.converted").count() == 1


def test_who_works_for_a_company_is_invoiced_as_the_company(house: House) -> None:
    let_convert()
    acme = make_contact(house.ann, name="Acme NV", city="Gent", country="BE", vat_number="BE0403170701")
    eva = make_contact(house.ann, kind="person", name="Eva", company=acme.pk, email="eva@acme.example")
    account = win(make_lead(house.ann, contact=eva), house.ann, {}).account
    assert (account.name, account.city, account.email) == ("Acme NV", "Gent", "eva@acme.example")
    assert (account.contact, account.vat_number) == (eva, acme.vat_number)
