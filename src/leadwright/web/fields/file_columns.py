"""A column of a file that somebody tries out, to be made an own field: the guess, and what speaks for it."""

import re
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from leadwright.fields.guessing import Guess, guess
from leadwright.fields.subjects import Kind, Subject
from leadwright.foundation.numbers import integer_in, number_in
from leadwright.foundation.refusals import NotFound, refuse
from leadwright.foundation.text import loose_key
from leadwright.intake.choices import column_of
from leadwright.intake.models import Import
from leadwright.intake.own_columns import Columns
from leadwright.leads.features import refuse_if_off
from leadwright.leads.states import Feature
from leadwright.people.access import require
from leadwright.web.base.languages import languages
from leadwright.web.base.requests import WebRequest

REASONS = {
    Kind.DATE: gettext_lazy("each value is a date"),
    Kind.DATETIME: gettext_lazy("each value is a date with a time"),
    Kind.INTEGER: gettext_lazy("each value is a whole number"),
    Kind.DECIMAL: gettext_lazy("each value is a number"),
    Kind.BOOLEAN: gettext_lazy("each value says yes or no"),
    Kind.URL: gettext_lazy("each value is a web address"),
    Kind.CHOICE: gettext_lazy("few values come again and again"),
    Kind.LONG_TEXT: gettext_lazy("values are long or have several lines"),
    Kind.TEXT: gettext_lazy("the values have nothing else in common"),
}
LONGEST_EXAMPLE, LONGEST_LABEL = 40, 100


@dataclass(frozen=True, kw_only=True)
class ColumnOfFile:
    """A column with the kind that its values speak for."""

    upload: Import
    header: str
    guess: Guess

    @property
    def address(self) -> str:
        """The page of the file that the column is of."""
        return reverse("lead-import-show", args=[self.upload.pk])

    def subjects(self) -> list[tuple[str, str]]:
        """Return what the field can be on: a file brings in leads and their contacts."""
        return [(subject.value, str(subject.label)) for subject in (Subject.LEAD, Subject.CONTACT)]

    def initial(self) -> dict[str, Any]:
        """Return the field as it is guessed, to be changed before it is made."""
        label = " ".join(self.header.rstrip("*").split())[:LONGEST_LABEL]
        spoken = {languages()[0][0], (get_language() or "en").split("-")[0]}
        names = {f"label_{code}": label for code, _name in languages() if code in spoken}
        return {**names, "kind": self.guess.kind, "choices": "\n".join(self._lines())}

    def _lines(self) -> list[str]:
        """Return the choices as they are typed: a code of its own for each, and what the file calls it."""
        lines: dict[str, str] = {}
        for place, label in enumerate(self.guess.choices, start=1):
            plain = "-".join(re.findall("[a-z0-9]+", loose_key(label)))[:50]
            code = plain if plain and plain not in lines else f"choice-{place}"
            lines[code] = f"{code} = {label.replace('|', chr(92) + '|')}"
        return list(lines.values())

    def evidence(self) -> str:
        """Say which kind it is taken for, and why."""
        if not self.guess.filled:
            text = _("No line says anything in the column “{column}”; choose its kind.")
            return text.format(column=self.header)
        text = _(
            "Guessed from the column “{column}”: {kind}, because {reason} ({number} lines, such as {examples})."
            " Change what does not fit."
        )
        return text.format(
            column=self.header,
            kind=self.guess.kind.label,
            reason=REASONS[self.guess.kind],
            number=self.guess.filled,
            examples=", ".join(f"“{example[:LONGEST_EXAMPLE]}”" for example in self.guess.examples),
        )


def column_asked_for(request: WebRequest) -> ColumnOfFile | None:
    """Return the column that an address names, of a file that the reader tries out himself; none if it names none."""
    if "upload" not in request.GET:
        return None
    require(request.user, "lead.import")
    refuse_if_off(Feature.IMPORT)
    rows = Import.objects.within_reach(request.user, "lead.import")
    upload = rows.fetch(number_in(request.GET["upload"]) or 0)
    if upload.brought_in_at:
        refuse("IMPORT_DONE")
    headers = upload.summary.get("columns", [])
    place = integer_in(request.GET.get("column", ""))
    if place is None or place >= len(headers):
        raise NotFound
    spelling = Columns.stored(upload.columns).spelling(ZoneInfo(upload.organisation.time_zone))
    table = column_of(upload, headers[place])
    cells = (line.cells[0] for line in table.lines)
    return ColumnOfFile(upload=upload, header=headers[place], guess=guess(cells, spelling))
