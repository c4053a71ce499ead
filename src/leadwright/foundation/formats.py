"""Numbers, money and moments in a reader's words: pure functions of a locale and a time zone."""

from collections.abc import Collection
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale, dates, numbers, units

LOCALES = {"en": "en_GB", "nl": "nl_BE", "fr": "fr_BE", "ru": "ru_RU"}


def locale_of(language: str) -> str:
    """Return the locale (CLDR) that a language of the product is shown in."""
    return LOCALES.get(language.split("-")[0].lower(), LOCALES["en"])


@lru_cache(maxsize=4096)
def money(amount: Decimal | int | None, currency: str, locale: str) -> str:
    """Write an amount with its currency; whole amounts without decimals, none as a dash."""
    if amount is None:
        return "—"
    full = amount == int(amount)
    pattern = _currency_pattern(locale, full)
    return str(pattern.apply(amount, locale, currency=currency, currency_digits=not full))


@lru_cache(maxsize=64)
def _currency_pattern(locale: str, full: bool) -> Any:
    pattern = numbers.parse_pattern(Locale.parse(locale).currency_formats["standard"].pattern)
    if full:
        pattern.frac_prec = (0, 0)
    return pattern


def short_money(amount: Decimal | None, currency: str, locale: str) -> str:
    """Write an amount in few characters, such as €412K; none as a dash."""
    if amount is None:
        return "—"
    return str(numbers.format_compact_currency(amount, currency, locale=locale, fraction_digits=0))


def number(value: int | Decimal | None, locale: str) -> str:
    """Write a number with the separators of the locale."""
    return "—" if value is None else str(numbers.format_decimal(value, locale=locale))


def file_size(size: int, locale: str) -> str:
    """Write a number of bytes in the largest unit that it fills, such as 38 kB or 1.5 MB."""
    value, unit = Decimal(size), "byte"
    for larger in ("kilobyte", "megabyte", "gigabyte"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    rounded = round(value, 0 if unit == "byte" or value >= 10 else 1)
    return str(units.format_unit(rounded, f"digital-{unit}", length="short", locale=locale))


@lru_cache(maxsize=4096)
def percent(value: int | Decimal | None, locale: str) -> str:
    """Write a percentage that is given as 0 to 100."""
    if value is None:
        return "—"
    return str(
        numbers.format_percent(
            Decimal(value) / 100, format="#,##0 %" if locale[:2] != "en" else "#,##0%", locale=locale
        )
    )


@lru_cache(maxsize=4096)
def day(value: date | datetime | None, locale: str, zone: tzinfo) -> str:
    """Write a day, such as 26 Nov 2026; a moment is first moved into the zone."""
    if value is None:
        return "—"
    local = value.astimezone(zone).date() if isinstance(value, datetime) else value
    return str(dates.format_date(local, "d MMM y", locale=locale))


def day_of_year(month: int, number: int, locale: str) -> str:
    """Write a day of no year in particular, such as 9 May."""
    return str(dates.format_date(date(2000, month, number), "d MMMM", locale=locale))


def weekdays(locale: str) -> list[str]:
    """Return the names of the days of the week, Monday first."""
    names = dates.get_day_names("wide", "stand-alone", locale=locale)
    return [str(names[number]) for number in range(7)]


def week(days: Collection[int], locale: str) -> str:
    """Write days of the week in runs, Monday is 0: `Mon–Fri`, `Mon–Wed, Fri`."""
    names = dates.get_day_names("abbreviated", "stand-alone", locale=locale)
    runs: list[list[int]] = []
    for row in sorted(days):
        if runs and runs[-1][-1] == row - 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return ", ".join("–".join(dict.fromkeys((names[run[0]], names[run[-1]]))) for run in runs)


def long_day(value: date | datetime, locale: str, zone: tzinfo) -> str:
    """Write a day with its weekday, such as Monday 23 November."""
    local = value.astimezone(zone).date() if isinstance(value, datetime) else value
    return str(dates.format_date(local, "EEEE d MMMM", locale=locale))


@lru_cache(maxsize=4096)
def moment(value: datetime | None, locale: str, zone: tzinfo) -> str:
    """Write a moment to the minute in the zone, such as Thu 26 Nov 2026, 23:59."""
    if value is None:
        return "—"
    return str(dates.format_datetime(value, "EEE d MMM y, HH:mm", tzinfo=zone, locale=locale))


def short_moment(value: datetime, now: datetime, locale: str, zone: tzinfo) -> str:
    """Write a moment briefly: the time when it is today, the day and month within a year, else the full day."""
    then, today = value.astimezone(zone), now.astimezone(zone)
    if then.date() == today.date():
        return str(dates.format_time(value, "HH:mm", tzinfo=zone, locale=locale))
    pattern = "d MMM" if then.year == today.year else "d MMM y"
    return str(dates.format_date(then.date(), pattern, locale=locale))
