"""What is not known of public holidays, said where the calendar is chosen: silently, such days would be worked."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.clocks.worktime import WorkCalendar, countries_with_holidays, holidays_are_known
from leadwright.foundation.formats import locale_of
from leadwright.foundation.money import country_name

YEARS = 2


def holiday_gaps(calendar: WorkCalendar, home: str, at: datetime) -> list[str]:
    """Return a sentence for the country, or for each year from this one on, of which no holiday is known."""
    locale = locale_of(get_language() or "en")
    country = calendar.country or home
    if country and country not in countries_with_holidays():
        text = _("No public holidays of %(country)s are known here: enter them as closing days.")
        return [text % {"country": country_name(country, locale)}]
    if calendar.country is None:
        return []
    this_year = at.astimezone(ZoneInfo(calendar.time_zone)).year
    text = _(
        "No public holidays of %(country)s are known for %(year)s: until then, enter them as closing days."
    )
    return [
        text % {"country": country_name(calendar.country, locale), "year": year}
        for year in range(this_year, this_year + YEARS)
        if not holidays_are_known(calendar.country, year)
    ]
