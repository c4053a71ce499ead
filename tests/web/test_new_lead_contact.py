"""A contact that is entered on the way to a new lead: all that is asked of it, and who it may be already."""

import re

import pytest

from leadwright.consent.models import Event
from leadwright.contacts.models import Contact
from tests.makers import change_rights, make_contact

COMPANY = {"title": "company", "name": "Peeters NV", "email_0": "info@peeters.example", "country": "BE"}


@pytest.fixture
def peeters(house) -> Contact:
    """Return a known customer of Ann's company."""
    return make_contact(house.ann, name="Peeters NV", email="info@peeters.example", city="Ghent")


def test_an_added_contact_is_linked_to_the_lead_being_made(house, enter):
    client = enter(house.ann)
    answer = client.post("/leads/new/contact/", COMPANY)
    contact = Contact.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/leads/new/role/?contact={contact.pk}")
    assert "Peeters NV" in client.get(answer["Location"]).text


@pytest.mark.parametrize("lacking", [{}, {"email_0": " "}])
def test_a_contact_needs_a_channel_and_what_was_typed_stays(house, enter, lacking):
    typed = {"title": "person", "family_name": "Peeters", "birth_date": "2000-06-15", **lacking}
    answer = enter(house.ann).post("/leads/new/contact/", typed)
    assert answer.status_code == 422
    assert "Give at least one e-mail address or telephone number." in answer.text
    assert 'value="Peeters"' in answer.text
    assert 'value="2000-06-15"' in answer.text
    assert not Contact.objects.exists()


def test_a_contact_that_is_blocked_at_once_is_not_entered_for_a_lead(house, enter):
    answer = enter(house.ann).post("/leads/new/contact/", COMPANY | {"blocked": "on"})
    assert answer.status_code == 409
    assert not Contact.objects.exists()


def test_all_blocks_of_a_contact_are_asked_and_kept(house, enter):
    page = enter(house.ann).get("/leads/new/contact/").text
    for words in ("Financial", "Categories and groups", "Marketing opt-ins", "Remarks", "Is blocked"):
        assert words in page
    typed = {
        "title": "mr",
        "family_name": "Peeters",
        "email_0": "p@peeters.example",
        "region": "Antwerp",
        "vat_rate": "21",
        "groups": "brand-group",
        "segment": "B2B",
        "access_group": str(house.group.pk),
        "remarks": "calls back",
    }
    assert enter(house.ann).post("/leads/new/contact/", typed).status_code == 303
    kept = Contact.objects.get()
    assert (kept.region, kept.vat_rate, kept.segment) == ("Antwerp", 21, "B2B")
    assert (kept.access_group, kept.remarks) == (house.group, "calls back")


def test_several_addresses_and_numbers_are_kept_the_main_one_first(house, enter):
    typed = COMPANY | {"email_1": "office@peeters.example", "email_label_1": "office", "email_main": "1"}
    typed |= {"phone_0": "02 555 01 01", "phone_2": "0470 12 34 56", "phone_label_2": "mobile"}
    assert enter(house.ann).post("/leads/new/contact/", typed).status_code == 303
    contact = Contact.objects.get()
    emails, phones = contact.emails.values_list, contact.phones.values_list
    kept = [("office@peeters.example", "office", True), ("info@peeters.example", "", False)]
    assert list(emails("address", "label", "is_main")) == kept
    assert list(phones("number", "label")) == [("+3225550101", ""), ("+32470123456", "mobile")]


def test_a_fault_stands_at_its_row_and_all_rows_stay_as_typed(house, enter):
    typed = COMPANY | {"email_1": "nonsense", "email_label_1": "office", "phone_label_1": "no number yet"}
    answer = enter(house.ann).post("/leads/new/contact/", typed)
    assert answer.status_code == 422
    assert re.findall(r'name="(\w+)"[^>]*aria-invalid="true"', answer.text) == ["email_1"]
    open_rows = re.sub(r'<details class="another">.*?</details>', "", answer.text, flags=re.S)
    for words in ("info@peeters.example", "nonsense", "office", "no number yet"):
        assert f'value="{words}"' in open_rows
    assert not Contact.objects.exists()


def test_a_likely_duplicate_is_seen_by_a_further_address(house, enter, peeters):
    typed = {"title": "company", "name": "Peeters & Co", "email_0": "co@peeters.example"}
    answer = enter(house.ann).post("/leads/new/contact/alike/", typed | {"email_1": peeters.email})
    assert "same e-mail address" in answer.text


def test_opt_ins_by_channel_and_sender_are_written_with_the_contact(house, enter):
    typed = COMPANY | {"opt_in_email_brand": "given", "opt_in_post_brand": "objected"}
    typed |= {"opt_in_purpose": "events"}
    client = enter(house.ann)
    answer = client.post("/leads/new/contact/", typed)
    assert (answer.status_code, Contact.objects.exists()) == (422, False)
    assert re.search(r'<details class="part" open>(?:(?!</details>).)*opt_in_source', answer.text, re.S)
    assert client.post("/leads/new/contact/", typed | {"opt_in_source": "a fair"}).status_code == 303
    rows = Event.objects.order_by("channel").values_list("channel", "sender__code", "purpose__code", "act")
    assert list(rows) == [("email", "brand", "events", "given"), ("post", "brand", "events", "objected")]


def test_who_keeps_no_consents_is_not_asked_for_opt_ins(house, enter):
    change_rights(house.ann, contact_consent="none")
    assert "opt_in_" not in enter(house.ann).get("/leads/new/contact/").text


def test_a_likely_duplicate_is_shown_before_it_is_stored(house, enter, peeters):
    client, typed = enter(house.ann), COMPANY | {"name": "Peeters & Co"}
    answer = client.post("/leads/new/contact/", typed)
    assert "Is it one of these?" in answer.text
    assert "same e-mail address" in answer.text
    assert f"/leads/new/role/?contact={peeters.pk}" in answer.text
    assert Contact.objects.count() == 1
    assert client.post("/leads/new/contact/", typed | {"another": "1"}).status_code == 303
    assert Contact.objects.count() == 2


def test_likely_ones_are_told_while_typing_and_nothing_is_stored(house, enter, peeters):
    answer = enter(house.ann).post("/leads/new/contact/alike/", COMPANY)
    assert "Is it one of these?" in answer.text
    assert Contact.objects.count() == 1
