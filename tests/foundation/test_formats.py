"""Numbers, money and moments as readers in two languages see them."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from leadwright.foundation import formats
from leadwright.foundation.quarters import quarter_start

BRUSSELS = ZoneInfo("Europe/Brussels")
LATE = datetime(2026, 11, 26, 22, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("amount", "currency", "locale", "words"),
    [
        ("48200", "EUR", "en_GB", "€48,200"),
        ("199.90", "EUR", "en_GB", "€199.90"),
        ("48200", "EUR", "nl_BE", "€\xa048.200"),
        ("199.90", "EUR", "nl_BE", "€\xa0199,90"),
        ("500", "JPY", "en_GB", "JP¥500"),
    ],
)
def test_money_is_written_as_the_reader_writes_it(amount, currency, locale, words):
    assert formats.money(Decimal(amount), currency, locale) == words


def test_no_amount_is_a_dash():
    assert formats.money(None, "EUR", "en_GB") == "—"
    assert formats.percent(None, "nl_BE") == "—"


def test_a_moment_is_told_in_the_readers_zone():
    assert formats.moment(LATE, "en_GB", BRUSSELS) == "Thu 26 Nov 2026, 23:59"
    assert formats.moment(LATE, "nl_BE", BRUSSELS) == "do 26 nov 2026, 23:59"
    assert formats.day(datetime(2026, 11, 26, 23, 30, tzinfo=UTC), "en_GB", BRUSSELS) == "27 Nov 2026"


def test_a_moment_of_today_is_told_by_its_time_alone():
    assert formats.short_moment(LATE, LATE, "en_GB", BRUSSELS) == "23:59"
    assert formats.short_moment(LATE, datetime(2027, 1, 5, tzinfo=UTC), "en_GB", BRUSSELS) == "26 Nov 2026"


def test_an_unknown_language_is_read_as_english():
    assert formats.locale_of("xx") == "en_GB"
    assert formats.locale_of("nl-be") == "nl_BE"


def test_a_quarter_begins_at_local_midnight():
    first = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)  # already the first of January in Brussels
    assert quarter_start(first, BRUSSELS) == datetime(2025, 12, 31, 23, tzinfo=UTC)
    assert quarter_start(LATE, BRUSSELS) == datetime(2026, 9, 30, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "locale", "words"),
    [
        ({0, 1, 2, 3, 4}, "en_GB", "Mon–Fri"),
        ({0, 1, 2, 4}, "en_GB", "Mon–Wed, Fri"),
        ({6}, "en_GB", "Sun"),
        ({5, 6, 0}, "en_GB", "Mon, Sat–Sun"),
        ({0, 1, 2, 3, 4}, "nl_BE", "ma–vr"),
    ],
)
def test_days_of_the_week_are_written_in_runs(days, locale, words):
    assert formats.week(days, locale) == words
