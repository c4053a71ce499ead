"""Who knows which field of a lead that one company sent and another handles, and who knows what deals are worth."""

from leadwright.contacts.models import Loan
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.entry_telling import readable_entries
from leadwright.leads.figures import figures
from leadwright.leads.filters import LEADS, reader_of
from leadwright.leads.lifecycle import allowed_actions
from leadwright.leads.telling import (
    may_know,
    require_to_know,
    visible_lines,
    visible_of,
    visible_to,
)
from leadwright.messages.models import Message
from leadwright.people.models import User
from leadwright.privacy.exporting import export
from tests.makers import NOON, House, make_contact, make_lead, refused

WORK = {
    *("next_activity", "next_activity_at", "next_activity_kind", "open_activities"),
    *("kind", "posted_at", "steps", "demand"),
    *("last_activity_at", "activity_mark", "latest_notes"),
}
DEAL = {"target_amount", "target_currency", "deal_value", "deal_currency"}


def without_deals(user: User) -> User:
    """Take away that somebody knows amounts and deal values."""
    user.held[0].permissions |= {"lead.see_deal": "none"}
    user.held[0].save()
    return user


def test_each_side_knows_its_own_and_what_both_know(house: House) -> None:
    lead = house.accepted()
    handler, sender = visible_to(house.ann, lead), visible_to(house.dina, lead)
    assert handler - sender == {"group", "group_is_chosen", "team", *WORK}
    assert sender - handler == {"offers", "created_by", "external_key"}
    assert {"comment", "notes", "description", "unit", "owner", *DEAL} <= handler & sender


def test_a_lead_that_was_never_sent_has_one_side_that_knows_all(house: House) -> None:
    lead = make_lead(house.ann)
    assert {"group", "team", "comment", "external_key"} <= visible_to(house.bob, lead)


def test_in_the_queue_the_sender_knows_all(house: House) -> None:
    assert {"group", "team", "offers"} <= visible_to(house.dina, house.queued())


def test_a_third_company_knows_no_more_than_both_sides(house: House) -> None:
    assert not {"group", "team", "comment", "notes", "offers"} & visible_to(house.cas, house.accepted())


def test_without_the_right_nobody_knows_what_a_deal_is_worth(house: House) -> None:
    lead = make_lead(house.ann)
    ann = without_deals(house.ann)
    assert not DEAL & visible_to(ann, lead)
    assert not may_know(ann, "target_amount")
    assert may_know(ann, "description")
    with refused("PERMISSION_DENIED", "ordering"):
        require_to_know(ann, "target_amount", field="ordering")


def test_of_what_the_other_side_did_only_what_both_know_is_visible(house: House) -> None:
    lead = house.accepted()
    assert "comment" not in visible_of(house.dina, lead, doer=house.partner.pk)
    assert "comment" in visible_of(house.dina, lead, doer=house.vendor.pk)
    assert "comment" in visible_of(house.ann, lead, doer=house.partner.pk)


def test_an_entry_comes_without_the_comment_of_the_other_side_and_without_amounts(house: House) -> None:
    lead = house.accepted()
    data = {"comment": "quiet", "description": "loud", "target_amount": {"amount": "7"}}
    actions.edit(lead.pk, data, by=house.ann, at=NOON, version=lead.version)
    entry = Entry.objects.get(fact="lead.edited")
    (other,) = readable_entries([entry], by=without_deals(house.dina), lead=lead)
    assert (other.texts.get("comment_to"), other.texts["description_to"]) == (None, "loud")
    assert "target_amount" not in other.details["changes"]
    (own,) = readable_entries([entry], by=house.bob, lead=lead)
    assert own.texts["comment_to"] == "quiet"


def test_a_contact_that_the_handler_added_is_the_handlers_alone(house: House) -> None:
    lead, added = house.accepted(), make_contact(house.ann)
    actions.add_party(lead.pk, {"contact": {"id": added.pk}}, by=house.ann, at=NOON)
    lines = list(lead.parties.select_related("company", "person"))
    assert [line.contact_id for line in visible_lines(house.dina, lead, lines)] == [lead.contact_id]
    assert len(visible_lines(house.ann, lead, lines)) == 2


def test_nobody_writes_an_amount_that_he_may_not_know(house: House) -> None:
    lead = make_lead(house.ann)
    ann, amount = without_deals(house.ann), {"amount": "7"}
    with refused("PERMISSION_DENIED", "target_amount"):
        make_lead(ann, target_amount=amount)
    with refused("PERMISSION_DENIED", "target_amount"):
        actions.edit(lead.pk, {"target_amount": amount}, by=ann, at=NOON, version=lead.version)
    with refused("PERMISSION_DENIED", "target_amount"):
        actions.extend(lead.pk, by=ann, at=NOON, description="more", target_amount=amount)


def test_who_may_not_know_deal_values_closes_no_opportunity(house: House) -> None:
    lead = house.qualified()
    ann = without_deals(house.ann)
    closed = {state.action: state.code for state in allowed_actions(lead, ann) if not state.allowed}
    assert (closed["win"], closed["lose"]) == ("PERMISSION_DENIED", "PERMISSION_DENIED")
    with refused("PERMISSION_DENIED", "deal_value"):
        actions.win(lead.pk, by=ann, at=NOON, deal_value={"amount": "7"})


def test_without_the_right_nothing_is_summed_and_nothing_sorted_by_amounts(house: House) -> None:
    ann = without_deals(house.ann)
    counted = figures(ann, at=NOON, quarter=NOON, currency="EUR")
    assert (counted.amount, counted.weighted, counted.won_value) == (None, None, None)
    for name in ("amount_from", "amount_to", "currency"):
        with refused("PERMISSION_DENIED", name):
            LEADS.read({name: "7"}, reader_of(ann, NOON))
    for order in ("amount", "-amount", "target_amount", "-target_amount"):
        with refused("PERMISSION_DENIED", "ordering"):
            LEADS.read({"ordering": order}, reader_of(ann, NOON))


def test_a_former_handlers_contact_is_not_lent_to_the_next_one(house: House) -> None:
    lead, added = house.offered(), make_contact(house.ann)
    actions.add_party(lead.pk, {"contact": {"id": added.pk}}, by=house.ann, at=NOON)
    actions.reject(lead.pk, by=house.ann, at=NOON)
    actions.offer(lead.pk, by=house.dina, at=NOON, unit=house.cas.unit_id)
    assert not Loan.objects.filter(contact=added).exists()


def test_a_mail_names_a_contact_only_to_who_may_know_it(house: House) -> None:
    lead, added = house.offered(), make_contact(house.ann, name="Ann's own")
    version = lead.version
    actions.edit(lead.pk, {"contact": added.pk}, by=house.ann, at=NOON, version=version)
    actions.accept(lead.pk, by=house.ann, at=NOON)
    mail = Message.objects.get(kind="lead_accepted")
    assert "Ann's own" not in f"{mail.subject} {mail.text} {mail.html}"


def test_subject_access_tells_only_what_the_answering_company_may_know(house: House) -> None:
    lead = house.accepted(comment="ours")
    actions.edit(lead.pk, {"comment": "theirs"}, by=house.ann, at=NOON, version=lead.version)
    actions.write_note(lead.pk, {"text": "private"}, by=house.ann, at=NOON)
    house.dina.held[0].permissions |= {"privacy.manage": "organisation"}
    house.dina.held[0].save()
    answer = str(export(lead.contact_id, by=house.dina, at=NOON))
    assert "ours" in answer
    assert not [word for word in ("theirs", "private") if word in answer]
