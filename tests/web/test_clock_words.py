"""What a clock says: in words, tone and share, in two languages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from leadwright.web.parts.clock_face import face, span, tone, words

NOW = datetime(2026, 3, 9, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "hours", "said"),
    [
        ("accept", 28, "1 d 4 h to accept"),
        ("accept", 2.2, "2 h 12 m to accept"),
        ("qualify", 24, "1 d to qualify"),
        ("update", 80, "update in 3 d"),
        ("complete", 17 * 24, "17 d to complete"),
        ("accept", -50, "2 d overdue"),
        ("qualify", -0.1, "6 m overdue"),
    ],
)
def test_a_clock_says_how_much_time_is_left_for_what(kind, hours, said):
    assert words(kind, timedelta(hours=hours)) == said


def test_a_clock_speaks_dutch():
    with translation.override("nl"):
        assert words("accept", timedelta(hours=28)) == "1 d 4 u om te aanvaarden"
        assert words("qualify", timedelta(hours=-50)) == "2 d te laat"


@pytest.mark.parametrize(
    ("hours", "shown"), [(-1, "late"), (3.9, "late"), (4, "soon"), (47, "soon"), (48, "calm")]
)
def test_the_tone_says_how_near_the_deadline_is(hours, shown):
    assert tone(timedelta(hours=hours)) == shown


def test_the_ring_shows_the_share_of_time_that_is_used():
    start, due = NOW - timedelta(days=1), NOW + timedelta(days=3)
    assert face(kind="qualify", due_at=due, now=NOW, started_at=start).share == 25
    assert face(kind="qualify", due_at=due, now=NOW, share=0.58).share == 58
    assert face(kind="qualify", due_at=NOW, now=due, started_at=start).share == 100


def test_a_lead_without_clock_says_so():
    assert face(kind=None, due_at=None, now=NOW).words == "no clock"
    assert face(kind="update", due_at=NOW, now=NOW, closed=True).words == "closed"
    assert face(kind=None, due_at=None, now=NOW).tone == "none"


def test_a_length_of_time_is_told_in_at_most_two_units():
    assert span(timedelta(days=3, hours=5)) == "3 d"
    assert span(timedelta(seconds=20)) == "0 m"
