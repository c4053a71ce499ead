"""What was assumed to read a text: a code with what it is about, in words through gettext."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from leadwright.foundation import local

WORDS = {
    "bytes": _("characters that cannot be kept were marked with �"),
    "country": _("without the code of a country: read as a number of {country}"),
    "currency": _("“{text}” read as {currency}"),
    "day first": _("the day read before the month"),
    "decimal": _("“{mark}” read as the mark before the decimals"),
    "digits": _("digits of another script read as 0 to 9"),
    "empty": _("an empty cell read as {value}"),
    "month first": _("the month read before the day"),
    "name": _("“{text}” read as {country}"),
    "otherwise": _("“{text}” is not in the mapping: read as {value}"),
    "place": _("without the letters of a country: read as a number of {country}"),
    "rounded": _("rounded to a whole number"),
    "scheme": _("without https:// in front: read as a web address"),
    "serial": _("the number of a day in a spreadsheet read as that day"),
    "share": _("numbers up to 1 read as parts of 1, so that 0.75 is 75 %"),
    "unit": _("“{text}” read as times {number}"),
    "year": _("a year of two digits read as one of 1969 to 2068"),
    "zone": _("a time without an offset read as the time of {zone}"),
}


@dataclass(frozen=True)
class Assumption:
    """One thing that was assumed, by its code; `data` holds what the sentence names."""

    code: str
    data: tuple[tuple[str, str], ...] = ()

    @classmethod
    def stored(cls, code: str, data: Mapping[str, str]) -> "Assumption":
        """Return what was stored as a code and its data."""
        return cls(code, tuple(data.items()))

    @property
    def words(self) -> str:
        """The sentence that says it in the active language."""
        data = dict(self.data)
        if country := data.get("country"):
            data["country"] = local.country(country)
        return str(WORDS[self.code]).format(**data)


def assume(code: str, **data: str) -> Assumption:
    """Return an assumption."""
    return Assumption(code, tuple(data.items()))
