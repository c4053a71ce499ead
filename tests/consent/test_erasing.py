"""What was refused outlives the person's data: known again by a keyed digest, per organisation."""

from leadwright.consent import actions
from leadwright.consent.erasing import forget
from leadwright.consent.models import Event, EventText, Suppression, WithdrawalLink
from leadwright.consent.suppressing import suppression_digest
from leadwright.contacts.models import Email
from leadwright.history.facts import SYSTEM
from leadwright.history.models import Entry
from leadwright.messages.models import Message
from tests.consent.telling import CELL, DAY, allowed, say, stands
from tests.consent.test_answering import token_in
from tests.makers import NOON, make_contact

LATER = NOON + 5 * DAY


def again(by, **more):
    """Enter the same person anew."""
    return make_contact(by, kind="person", **({"name": "Eva Again", "email": "EVA@example.org"} | more))


def test_forgetting_deletes_the_words_and_keeps_the_events(house, eva):
    say("given", eva, by=house.ann, evidence="a letter of Eva", confirm=True)
    forget([eva.pk], by=SYSTEM, at=NOON)
    assert not EventText.objects.exists()
    assert not WithdrawalLink.objects.exists()
    assert Event.objects.count() == 1
    assert Entry.objects.about("contact", eva.pk).filter(fact="consent.words_erased").exists()


def test_what_a_forgotten_person_refused_stays_refused_for_a_new_contact(house, eva):
    say("withdrawn", eva, by=house.ann)
    say("given", eva, by=house.ann, channel="post")
    forget([eva.pk], by=SYSTEM, at=NOON + DAY)
    new = again(house.ann)
    assert stands(new, at=LATER) == "no"
    say("given", new, by=house.ann, at=LATER)
    say("given", new, by=house.ann, at=LATER, channel="post")
    assert not allowed(new, at=LATER)
    assert allowed(new, at=LATER, channel="post")


def test_the_same_number_is_known_again_too(house, eva):
    say("objected", eva, by=house.ann, channel="phone")
    forget([eva.pk], by=SYSTEM, at=NOON)
    assert stands(again(house.bob, email="", phone="+32 3 234 56 78"), channel="phone", at=LATER) == "no"


def test_another_organisation_is_not_told(house, eva):
    say("objected", eva, by=house.ann, suppress=True)
    assert stands(again(house.cas)) == "unknown"
    assert stands(again(house.bob)) == "no"


def test_only_the_person_lifts_a_suppression_by_confirming(house, eva):
    say("objected", eva, by=house.ann, suppress=True)
    data = CELL | {"act": "given", "source": "website", "confirm": True}
    actions.enter(eva.pk, data, by=house.ann, at=NOON + DAY)
    assert stands(eva, at=NOON + DAY) == "awaiting"
    actions.confirm(token_in(Message.objects.get(kind="confirm_consent"), "confirm"), at=NOON + 2 * DAY)
    assert allowed(eva, at=NOON + 2 * DAY)


def test_the_list_holds_no_address_and_depends_on_the_secret(house, eva, settings):
    say("objected", eva, by=house.ann, suppress=True)
    assert "eva" not in str(Suppression.objects.values_list())
    home = eva.organisation_id
    before = suppression_digest("email", "eva@example.org", organisation_id=home)
    settings.SECRET_KEY = "another secret of more than thirty-two characters"
    assert suppression_digest("email", "eva@example.org", organisation_id=home) != before


def test_an_older_refusal_leaves_a_newer_one_on_the_list(house, eva):
    say("objected", eva, by=house.ann, at=NOON + 2 * DAY, suppress=True)
    say("objected", eva, by=house.ann, at=NOON - DAY, suppress=True)
    assert set(Suppression.objects.values_list("at", flat=True)) == {NOON + 2 * DAY}


def test_two_writings_of_one_address_are_one_on_the_list(house):
    contact = make_contact(house.ann, email=None, emails=["strasse@x.example", "other@x.example"])
    Email.objects.filter(address="other@x.example").update(address="stra\u00dfe@x.example")
    say("objected", contact, by=house.ann, suppress=True)
    assert Suppression.objects.count() == 1
