"""The lists about contacts, edited in the settings like any other: roles, groups, channels and senders."""

import pytest

from leadwright.contacts.actions import edit
from leadwright.contacts.actions import enter as enter_contact
from leadwright.contacts.models import ContactGroup
from leadwright.leads import actions
from leadwright.leads.actions import configuration_lists
from leadwright.leads.configuration.file import brought_in, handed_out
from leadwright.leads.models import PartyRole
from leadwright.people.models import User
from tests.makers import NOON, House, make_contact, make_lead, make_user, refused
from tests.web.test_settings import HOME


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator of the installation."""
    return make_user("vera", unit=house.dina.unit, profile="administrator")


def test_a_role_of_each_kind_is_added_and_can_be_chosen(house, enter, vera):
    client = enter(vera)
    client.post(f"{HOME}contact_roles/", {"label_en": "Leasing Bank", "kind": "partner"})
    client.post(f"{HOME}contact_roles/", {"label_en": "Technical Adviser", "kind": "person"})
    assert list(PartyRole.objects.filter(position__gte=10).values_list("code", flat=True)) == ["LB", "TA"]
    lead = make_lead(house.ann)
    line = actions.add_party(
        lead.pk, {"contact": make_contact(house.ann).pk, "person_role": "TA"}, by=house.ann, at=NOON
    )
    assert line.person_role.code == "TA"


def test_a_retired_role_stays_on_the_line_that_has_it_and_is_given_to_no_other(house, vera):
    lead, line = make_lead(house.ann), {"person_role": "buyer"}
    kept = actions.add_party(lead.pk, line | {"contact": make_contact(house.ann).pk}, by=house.ann, at=NOON)
    configuration_lists.retire("contact_roles", "buyer", by=vera, at=NOON)
    actions.change_party(lead.pk, kept.pk, {"person_role": "buyer"}, by=house.ann, at=NOON)
    with refused("FIELD_INVALID", "person_role"):
        actions.add_party(lead.pk, line | {"contact": make_contact(house.ann).pk}, by=house.ann, at=NOON)


def test_a_retired_group_keeps_its_members_and_takes_no_others(house, vera):
    member = make_contact(house.ann)
    member = edit(member.pk, by=house.ann, at=NOON, version=member.version, groups=["suppliers"])
    configuration_lists.retire("contact_groups", "suppliers", by=vera, at=NOON)
    again = edit(member.pk, by=house.ann, at=NOON, version=member.version, groups=["suppliers"], remarks="x")
    assert [group.code for group in again.groups.all()] == ["suppliers"]
    with refused("FIELD_INVALID", "groups"):
        enter_contact(
            {"kind": "person", "name": "New", "email": "n@x.example", "groups": ["suppliers"]},
            by=house.ann,
            at=NOON,
        )


def test_a_group_becomes_a_brand_group_and_says_how_many_contacts_are_in_it(house, enter, vera):
    member = make_contact(house.ann)
    edit(member.pk, by=house.ann, at=NOON, version=member.version, groups=["customers"])
    client = enter(vera)
    assert "1 contact" in client.get(f"{HOME}contact_groups/").text
    sent = {"part": "save", "label_en": "Customers", "is_brand": "on"}
    client.post(f"{HOME}contact_groups/customers/", sent)
    assert ContactGroup.objects.get(code="customers").is_brand


def test_a_file_without_the_lists_about_contacts_leaves_them_alone(house):
    text = handed_out()
    before = list(ContactGroup.objects.values_list("code", "is_retired"))
    short = text[: text.index("contact_roles:")] + text[text.index("minimum_deal_values:") :]
    assert brought_in(short, at=NOON, dry_run=False) == []
    assert list(ContactGroup.objects.values_list("code", "is_retired")) == before
    changed = text.replace("    is_brand: true\n", "").replace(", is_brand: true", "")
    (change,) = brought_in(changed, at=NOON, dry_run=False)
    assert (change.kind, change.code) == ("contact_groups", "brand-group")


def test_a_list_of_consents_is_gone_where_consents_are_switched_off(enter, vera):
    configuration_lists.switch_off(["consents"], by=vera, at=NOON)
    client = enter(vera)
    assert client.get(f"{HOME}consent_channels/").status_code == 404
    assert "Consent channels" not in client.get(HOME).text
