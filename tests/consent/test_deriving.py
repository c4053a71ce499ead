"""The state of a cell follows from its events alone: any events, in any order."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from leadwright.consent.deriving import REFUSALS, Act, State, Statement, derive

START = datetime(2026, 1, 1, tzinfo=UTC)
END = START + timedelta(days=100)
days = st.integers(0, 60).map(lambda number: START + timedelta(days=number))


@st.composite
def ledgers(draw) -> list[Statement]:
    """Return some events with numbers of their own, as the ledger can hold them."""
    events = []
    for number in range(draw(st.integers(0, 8))):
        act, at = draw(st.sampled_from(Act)), draw(days)
        waits = at + timedelta(days=14) if act is Act.GIVEN and draw(st.booleans()) else None
        evidence = draw(st.none() | days) if act is Act.IMPORTED else None
        events.append(Statement(at=at, id=number, act=act, awaits_until=waits, evidence_at=evidence))
    return events


@given(ledgers(), st.randoms(), days)
def test_the_order_in_which_events_are_given_does_not_matter(ledger, chance, at):
    mixed = list(ledger)
    chance.shuffle(mixed)
    assert derive(mixed, at=at) == derive(ledger, at=at)


@given(ledgers(), days)
def test_what_happens_later_does_not_count(ledger, at):
    known = [row for row in ledger if row.at <= at]
    assert derive(ledger, at=at) == derive(known, at=at)


@given(ledgers(), st.sampled_from(sorted(REFUSALS)))
def test_the_last_word_no_is_a_no(ledger, act):
    assert derive([*ledger, Statement(at=END, id=99, act=act)], at=END).state is State.NO


@given(ledgers())
def test_a_yes_rests_on_an_event_that_says_yes_and_no_refusal_after_it(ledger):
    standing = derive(ledger, at=END)
    if standing.state is State.YES:
        by_id = {row.id: row for row in ledger}
        basis = by_id[standing.event]
        assert basis.act in (Act.GIVEN, Act.CONFIRMED, Act.IMPORTED)
        assert basis.awaits_until is None
        later = [row for row in ledger if (row.at, row.id) > (basis.at, basis.id)]
        assert not any(row.act in REFUSALS or row.act is Act.EXPIRED for row in later)


@given(ledgers(), days | st.none())
def test_an_import_without_newer_evidence_never_raises_a_no(ledger, evidence):
    refusal = Statement(at=END, id=98, act=Act.WITHDRAWN)
    imported = Statement(at=END + timedelta(days=1), id=99, act=Act.IMPORTED, evidence_at=evidence)
    assert derive([*ledger, refusal, imported], at=END + timedelta(days=2)).state is State.NO


def test_an_import_with_newer_evidence_raises_a_no():
    refusal = Statement(at=START, id=1, act=Act.WITHDRAWN)
    evidence = START + timedelta(days=1)
    imported = Statement(at=END, id=2, act=Act.IMPORTED, evidence_at=evidence)
    assert derive([refusal, imported], at=END).state is State.YES


@given(ledgers(), days)
def test_a_suppressed_address_is_reached_again_only_after_the_person_confirmed(ledger, suppressed):
    standing = derive(ledger, at=END, suppressed_at=suppressed)
    confirmed = any(row.act is Act.CONFIRMED and row.at > suppressed for row in ledger)
    assert standing.state is not State.YES or confirmed


def test_an_unanswered_question_waits_and_then_leaves_all_as_it_was():
    refusal = Statement(at=START, id=1, act=Act.OBJECTED)
    asked = Statement(at=START, id=2, act=Act.GIVEN, awaits_until=START + timedelta(days=14))
    states = [derive([refusal, asked], at=START + timedelta(days=day)).state for day in (1, 14)]
    assert states == [State.AWAITING, State.NO]


def test_a_question_does_not_lower_a_yes():
    first = Statement(at=START, id=1, act=Act.GIVEN)
    asked = Statement(at=START, id=2, act=Act.GIVEN, awaits_until=START + timedelta(days=14))
    assert derive([first, asked], at=START).state is State.YES


def test_what_expires_is_unknown_but_a_no_stays_a_no():
    expired = Statement(at=END, id=9, act=Act.EXPIRED)
    assert derive([Statement(at=START, id=1, act=Act.GIVEN), expired], at=END).state is State.UNKNOWN
    assert derive([Statement(at=START, id=1, act=Act.OBJECTED), expired], at=END).state is State.NO
