"""What the page of an import says of its files: how they were read, what was not used, whom they name."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from leadwright.foundation.formats import locale_of, number
from leadwright.intake.models import Import
from leadwright.intake.remarks import words_of_encoding
from leadwright.web.imports.field_words import part_name
from leadwright.web.imports.words import words_of_separator

Words = tuple[tuple[str, str], ...]
MOST_NAMED = 10


def facts_of(upload: Import) -> Words:
    """Return what is known of the files of an import, and of whom they name."""
    data = upload.summary
    lines = ngettext("%(number)s line", "%(number)s lines", data["lines"]) % {
        "number": in_digits(data["lines"])
    }
    beside = [
        _("%(file)s (%(number)s lines)") % {"file": file, "number": in_digits(number)}
        for _name, file, number in data["beside"]
    ]
    offered = (
        (_("File"), lines),
        (_("Read as"), _read_as(data)),
        (_("Mapping"), data["mapping"]),
        (_("Currency"), upload.currency),
        (_("Beside it"), ", ".join(beside)),
        (_("Not given"), ", ".join(data["lacking"])),
        (_("Not used"), ", ".join((*data["ignored"], *_left_out(data)))),
        (_("Consents"), _consents(*data.get("consents", (0, 0)))),
        (_("Owners who are no users"), _counted(data.get("unknown_owners", ()))),
        (_("Contacts known already"), in_digits(data["recognised"]) if data.get("recognised") else ""),
        (_("Contacts that follow the file"), _contacts(data.get("contacts_changed", ()))),
        (_("Stay as they are"), _contacts(data.get("contacts_left", ()))),
    )
    return tuple((name, value) for name, value in offered if value)


def _consents(refused: int, agreed: int) -> str:
    if not refused and not agreed:
        return ""
    numbers = {"refused": in_digits(refused), "agreed": in_digits(agreed)}
    return _("%(refused)s refused, %(agreed)s given") % numbers


def _counted(rows: Iterable[tuple[str, int]]) -> str:
    said = [f"{name} ({in_digits(times)})" for name, times in rows]
    return ", ".join(said[:MOST_NAMED]) + (" …" if len(said) > MOST_NAMED else "")


def _contacts(rows: Iterable[tuple[str, list[str]]]) -> str:
    """Return contacts of which the file says something else than is there, with the fields in words."""
    said = [f"{name} ({', '.join(map(part_name, names))})" for name, names in rows]
    return "; ".join(said[:MOST_NAMED]) + (" …" if len(said) > MOST_NAMED else "")


def _read_as(data: dict[str, Any]) -> str:
    if data.get("sheets"):
        return _("a workbook, its sheet “%(sheet)s”") % {"sheet": data["sheet"]}
    if not data["separator"]:
        return _("lines of JSON")
    return _("%(encoding)s, cells parted by: %(separator)s") % {
        "encoding": words_of_encoding(data["encoding"]),
        "separator": words_of_separator(data["separator"]),
    }


def _left_out(data: Mapping[str, Any]) -> list[str]:
    """Return the files of an archive that nobody can bring in, with the reasons."""
    return [f"{name} ({reason})" for name, reason in data.get("left_out", ())]


def in_digits(value: int) -> str:
    """Return a number as readers of the page's language write it."""
    return number(value, locale_of(get_language() or "en"))
