"""How long a lead is expected to take, in the reader's words, and the units to choose from."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from leadwright.foundation.numbers import integer_in
from leadwright.leads.estimate import UNITS

NAMES = {
    "minutes": _("minutes"),
    "hours": _("hours"),
    "days": _("days"),
    "weeks": _("weeks"),
    "months": _("months"),
    "years": _("years"),
}


def units() -> list[tuple[str, str]]:
    """Return the units of an estimate, the smallest first."""
    return [(unit, str(NAMES[unit])) for unit in reversed(UNITS)]


def estimate_in_words(estimate: str) -> str:
    """Say an estimate that is kept as `10 days` in the reader's language."""
    amount, _space, unit = estimate.partition(" ")
    number = integer_in(amount) or 0
    words = {
        "minutes": ngettext("%(n)d minute", "%(n)d minutes", number),
        "hours": ngettext("%(n)d hour", "%(n)d hours", number),
        "days": ngettext("%(n)d day", "%(n)d days", number),
        "weeks": ngettext("%(n)d week", "%(n)d weeks", number),
        "months": ngettext("%(n)d month", "%(n)d months", number),
        "years": ngettext("%(n)d year", "%(n)d years", number),
    }
    return words[unit] % {"n": number} if unit in words else estimate
