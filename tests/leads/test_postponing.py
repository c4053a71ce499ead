"""A clock is put off once, by its owner, with a reason, and as far as the type of the lead lets him."""

from leadwright.clocks.models import Clock
from leadwright.clocks.sweep import sweep
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.lifecycle import Verb, allowed_actions
from leadwright.messages.models import Message
from tests.makers import NOON, House, fresh, moment, refused

# Accepted on 2 March at noon, so that it is to be qualified by the end of 9 March.
LATER = "2026-03-12T18:00:00+01:00"


def put_off(lead, by, *, at=NOON, until: str = LATER, reason: str = "they are on holiday"):
    return actions.postpone(lead.pk, by=by, at=at, until=until, reason=reason)


def test_the_owner_puts_a_clock_off_and_everybody_can_read_why(house: House) -> None:
    lead = put_off(house.accepted(), house.ann)
    assert fresh(lead).next_due_at == moment("2026-03-12 18:00")
    entry = Entry.objects.get(fact="lead.postponed")
    assert (entry.texts()["reason"], entry.details["kind"]) == ("they are on holiday", "qualify")


def test_a_clock_is_put_off_once_only(house: House) -> None:
    lead = put_off(house.accepted(), house.ann)
    with refused("STATE_NOT_ALLOWED"):
        put_off(lead, house.ann, until="2026-03-13T18:00:00+01:00")
    assert fresh(lead).next_due_at == moment("2026-03-12 18:00")


def test_nobody_but_the_owner_puts_a_clock_off_and_an_offer_waits_for_nobody(house: House) -> None:
    with refused("PERMISSION_DENIED"):
        put_off(house.accepted(), house.bob)
    with refused("ACCEPTANCE_PENDING"):
        put_off(house.offered(), house.adm)


def test_it_is_put_off_to_later_and_not_beyond_what_the_type_allows(house: House) -> None:
    lead = house.accepted()
    for until in ("2026-03-09T10:00:00+01:00", "2026-03-17T10:00:00+01:00", "", "soon"):
        with refused("FIELD_REQUIRED" if not until else "FIELD_INVALID", "until"):
            put_off(lead, house.ann, until=until)
    with refused("FIELD_REQUIRED", "reason"):
        put_off(lead, house.ann, reason=" ")
    lead.type.longest_postponement_days = 0
    lead.type.save()
    with refused("STATE_NOT_ALLOWED"):
        put_off(lead, house.ann)


def test_what_was_put_off_is_neither_late_nor_reminded_of_before(house: House) -> None:
    lead = put_off(house.accepted(), house.ann)
    before = Message.objects.count()
    sweep(moment("2026-03-11 10:00"))
    clock = Clock.objects.running().get(subject_id=lead.pk, kind="qualify")
    assert (clock.overdue_at, Message.objects.count()) == (None, before)
    sweep(moment("2026-03-12 18:01"))
    clock.refresh_from_db()
    assert clock.overdue_at is not None
    assert Message.objects.count() > before


def test_what_was_put_off_once_is_not_offered_again(house: House) -> None:
    lead = house.accepted()
    before = {row.action: row.allowed for row in allowed_actions(lead, house.ann)}
    put_off(lead, house.ann)
    after = {row.action: row.allowed for row in allowed_actions(fresh(lead), house.ann)}
    assert (before[Verb.POSTPONE], after[Verb.POSTPONE]) == (True, False)
