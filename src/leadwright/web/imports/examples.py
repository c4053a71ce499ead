"""Examples of what was read from a file, as people write it: days, amounts and statuses in words."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from leadwright.foundation.formats import day, money
from leadwright.intake.contact_fields import REFUSALS
from leadwright.leads.states import Qualification

AMOUNTS = ("amount", "target_amount", "deal_value")


class Examples:
    """Says one example after the other in a locale and a zone; what is no value of its field stays as it is."""

    def __init__(self, statuses: Mapping[str, str], *, locale: str, zone: ZoneInfo) -> None:
        self.statuses, self.locale, self.zone = statuses, locale, zone

    def in_words(self, field: str, text: str) -> str:
        """Return an example of a field in words."""
        try:
            return self._words(field)(text)
        except (ValueError, InvalidOperation):
            return text

    def _words(self, field: str) -> Callable[[str], str]:
        if field.endswith("_at"):
            return lambda text: day(datetime.fromisoformat(text), self.locale, self.zone)
        if field in AMOUNTS:
            return self._money
        if field == "qualification":
            return lambda text: str(Qualification(text).label)
        if field.partition(".")[2] in REFUSALS:
            return gettext
        return lambda text: self.statuses.get(text, text) if field == "status" else text

    def _money(self, text: str) -> str:
        amount, _space, currency = text.partition(" ")
        return money(Decimal(amount), currency, self.locale) if currency else text
