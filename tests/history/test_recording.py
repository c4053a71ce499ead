"""A fact becomes an entry with its values apart, and its reactions run in the same transaction."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from leadwright.history import record as recording
from leadwright.history.hashing import canonical, content_hash, moment_text, plain, value_digest
from leadwright.history.models import Entry, Value
from tests.history.noted import ANN, NOON, Noted, note

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | texts
    | st.dates()
    | st.decimals(allow_nan=False, allow_infinity=False)
)
trees = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture
def reactions():
    """Give back the product's reactions afterwards."""
    kept = dict(recording._reactions)
    yield recording.bind
    recording.bind(kept)


@pytest.mark.django_db
def test_names_and_texts_lie_apart_from_the_entry():
    entry = note(data={"size": 4}, remark="call me at noon").__class__.objects.get()
    assert (entry.details, sorted(entry.organisations), entry.organisation_id) == ({"size": 4}, [3, 9], 3)
    assert entry.texts() == {
        "actor_name": "Ann Author",
        "subject_name": "The thing",
        "remark": "call me at noon",
    }
    stored = str(Entry.objects.values_list().get())
    assert not any(text in stored for text in entry.texts().values())


@pytest.mark.django_db
def test_equal_texts_leave_unequal_digests():
    digests = [note(remark="same").digests["remark"] for _ in range(2)]
    assert digests[0] != digests[1]


@pytest.mark.django_db
def test_a_digest_is_that_of_the_salt_the_field_and_the_text():
    entry = note(remark="hello")
    value = Value.objects.get(entry=entry, field="remark")
    assert entry.digests["remark"] == value_digest(salt=value.salt, field="remark", value="hello")


@pytest.mark.usefixtures("committed")
def test_recording_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match=r"thing\.noted must be recorded inside"):
        recording.record(Noted(by=ANN, at=NOON))
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_reactions_run_in_their_order_after_the_entry_is_there(reactions):
    seen = []
    reactions(
        {
            "thing.noted": [
                lambda fact: seen.append((1, Entry.objects.count())),
                lambda fact: seen.append((2, fact.thing)),
            ]
        }
    )
    note(thing=8)
    assert seen == [(1, 1), (2, 8)]


@pytest.mark.usefixtures("committed")
def test_a_reaction_that_fails_takes_the_entry_with_it(reactions):
    reactions({"thing.noted": [lambda fact: 1 / 0]})
    with pytest.raises(ZeroDivisionError):
        note()
    assert not Entry.objects.exists()
    assert not Value.objects.exists()


@pytest.mark.django_db
def test_a_correction_points_to_the_entry_that_it_corrects():
    wrong = note()
    with transaction.atomic():
        right = recording.record(Noted(by=ANN, at=NOON, corrects=wrong.pk))
    assert Entry.objects.get(pk=right.pk).corrects == wrong.pk


@pytest.mark.django_db
def test_the_newest_entry_about_a_subject_comes_first():
    note(thing=1), note(thing=2)
    last = note(thing=1, at=NOON.replace(hour=13))
    assert Entry.objects.about("thing", 1).newest_first()[0] == last
    assert Entry.objects.about("thing", 1).count() == 2


class RoundTrip(TestCase):
    """What comes back from the database hashes to what went in."""

    @given(st.dictionaries(texts, trees, max_size=5), st.datetimes(timezones=st.timezones()))
    @settings(max_examples=80)
    def test_any_details_come_back_with_the_same_hash(self, details, at):
        try:
            entry = note(at=at.astimezone(UTC), data=details or {"a": 1})
        except OverflowError:
            return
        back = Entry.objects.get(pk=entry.pk)
        assert content_hash(back.content()) == entry.hash


def test_the_canonical_form_knows_no_order_of_names_and_no_time_zone():
    at = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
    data = {"b": [at, date(2026, 3, 1)], "a": Decimal("1.50"), "é": None}
    expected = '{"a":"1.50","b":["2026-03-02T13:00:00.000000Z","2026-03-01"],"é":null}'
    assert canonical(data) == canonical(dict(reversed(data.items()))) == expected.encode()


@pytest.mark.parametrize("unfit", [1.5, {1: "a"}, {"a": [object()]}, b"bytes"])
def test_what_is_not_plain_is_refused(unfit):
    with pytest.raises(TypeError):
        plain(unfit)


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        moment_text(datetime(2026, 3, 2))


@pytest.mark.django_db
def test_many_facts_are_stored_as_one_by_one():
    note(1, remark="said alone")
    facts = [
        Noted(thing=n, payload={"size": n}, words={"remark": f"said {n}"}, by=ANN, at=NOON) for n in (2, 3)
    ]
    assert recording.record_each(facts) == 2
    alone, second, third = Entry.objects.order_by("pk")
    assert (second.texts()["remark"], third.details) == ("said 2", {"size": 3})
    assert alone.organisations == third.organisations
    assert third.hash == content_hash(third.content())


@pytest.mark.django_db
def test_facts_that_somebody_waits_for_are_not_recorded_in_bulk(reactions):
    reactions({Noted.name: [lambda fact: None]})
    with pytest.raises(RuntimeError, match=r"thing\.noted has reactions"):
        recording.record_each([Noted(by=ANN, at=NOON)])
