"""What the pages of an import show: the figures of an upload, with codes and names in the reader's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from leadwright.foundation.formats import locale_of, number
from leadwright.intake.mapping import OWN_OF_CONTACT, is_own
from leadwright.intake.models import Upload
from leadwright.intake.own_columns import known_fields
from leadwright.leads.fields import label_of
from leadwright.leads.gaps import Gap
from leadwright.leads.models import Status
from leadwright.people.models import User
from leadwright.web.base.choices import codes
from leadwright.web.parts.lead_links import address_with
from leadwright.web.parts.shapes import Tile

Words = tuple[tuple[str, str], ...]

OF_A_LINE = {
    "key": gettext_lazy("Key in the other system"),
    "amount": gettext_lazy("Amount"),
    "currency": gettext_lazy("Currency"),
    "unit": gettext_lazy("Unit"),
    "group": gettext_lazy("Group"),
}
PARTS = {
    "owner": gettext_lazy("Owner"),
    "company": gettext_lazy("Company"),
    "person": gettext_lazy("Person"),
    "contact": gettext_lazy("Contact"),
}
OF_A_PART = {
    "key": gettext_lazy("key"),
    "name": gettext_lazy("name"),
    "email": gettext_lazy("e-mail"),
    "phone": gettext_lazy("telephone"),
    "country": gettext_lazy("country"),
    "city": gettext_lazy("city"),
    "vat_number": gettext_lazy("VAT number"),
    "language": gettext_lazy("language"),
}
MADE = {
    "users": gettext_lazy("Users who cannot sign in"),
    "units": gettext_lazy("Units"),
    "groups": gettext_lazy("Groups"),
    "contacts": gettext_lazy("Contacts"),
}
SEPARATORS = {
    ",": gettext_lazy("comma"),
    ";": gettext_lazy("semicolon"),
    "\t": gettext_lazy("tab"),
    "|": gettext_lazy("bar"),
}


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """One field of a lead, the columns that fill it, and an example."""

    field: str
    columns: str
    example: str


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How often something was found; with an address, where it is looked at."""

    label: str
    number: str
    word: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class ImportPage:
    """An upload as its page shows it."""

    id: int
    name: str
    is_done: bool
    leads: int
    tiles: tuple[Tile, ...]
    facts: Words
    fields: tuple[Mapped, ...]
    unused: str
    statuses: tuple[Counted, ...]
    gaps: tuple[Counted, ...]
    made: tuple[Counted, ...]
    spellings: tuple[str, ...]
    changed: tuple[Counted, ...]
    changed_more: int
    quarantined: tuple[tuple[int, str], ...]
    quarantined_more: int
    unread: tuple[tuple[int, str, str, str], ...]
    unread_more: int


def import_page(upload: Upload, *, by: User) -> ImportPage:
    """Return what the page of an upload is drawn from."""
    own = {name: row.label for name, row in known_fields(upload.organisation, by).items()}
    data, is_done = upload.summary, upload.brought_in_at is not None
    statuses = dict(codes(Status))
    return ImportPage(
        id=upload.pk,
        name=upload.file.name,
        is_done=is_done,
        leads=data["leads"],
        tiles=_tiles(data, is_done),
        facts=_facts(upload),
        fields=tuple(_mapped(row, own) for row in data["fields"]),
        unused=", ".join(data["unused"]),
        statuses=tuple(
            Counted(label=statuses.get(code, code), number=_number(times), word=word)
            for word, code, times in data["statuses"]
        ),
        gaps=tuple(_gap(name, times, is_done) for name, times in data["gaps"]),
        made=tuple(
            Counted(label=str(MADE.get(name, name)), number=_number(times))
            for name, times in data["made"].items()
            if times
        ),
        spellings=tuple(_spelling(*row) for row in data["spellings"]),
        changed=tuple(
            Counted(label=f"L-{lead}", number=str(line), address=reverse("lead", args=[lead]))
            for line, lead in data["changed_lines"]
        ),
        changed_more=data["changed"] - len(data["changed_lines"]),
        quarantined=tuple((line, reason) for line, reason in data["quarantined_lines"]),
        quarantined_more=data["quarantined"] - len(data["quarantined_lines"]),
        unread=tuple(
            (line, _field_name(name, own), text, reason)
            for line, name, text, reason in data.get("unread_lines", ())
        ),
        unread_more=data.get("unread", 0) - len(data.get("unread_lines", ())),
    )


def _tiles(data: dict[str, Any], is_done: bool) -> tuple[Tile, ...]:
    offered = (
        (_("New leads"), data["leads"], _("brought in") if is_done else _("ready to come in")),
        (_("There already"), data["unchanged"], _("unchanged; left as they are")),
        (_("Changed since"), data["changed"], _("left as they are")),
        (_("Quarantine"), data["quarantined"], _("lines that cannot be read")),
    )
    return tuple(
        Tile(name=name, value=_number(value), aside=aside, tone=_tone(name, value))
        for name, value, aside in offered
    )


def _tone(name: str, value: int) -> str:
    return "late" if value and name == _("Quarantine") else ""


def _facts(upload: Upload) -> Words:
    data = upload.summary
    separator = str(SEPARATORS.get(data["separator"], data["separator"]))
    lines = _("%(number)s lines, %(encoding)s, separated by %(separator)s") % {
        "number": _number(data["lines"]),
        "encoding": data["encoding"].upper(),
        "separator": separator,
    }
    beside = [
        _("%(file)s (%(number)s lines)") % {"file": file, "number": _number(number)}
        for _name, file, number in data["beside"]
    ]
    offered = (
        (_("File"), lines),
        (_("Mapping"), data["mapping"]),
        (_("Currency"), upload.currency),
        (_("Beside it"), ", ".join(beside)),
        (_("Not given"), ", ".join(data["lacking"])),
        (_("Not used"), ", ".join(data["ignored"])),
        (_("Contacts known already"), _number(data["recognised"]) if data.get("recognised") else ""),
    )
    return tuple((name, value) for name, value in offered if value)


def _mapped(row: dict[str, Any], own: Mapping[str, str]) -> Mapped:
    joint = _(" or ") if row["first_filled"] else ", "
    columns = joint.join(row["columns"]) or _("always “%(value)s”") % {"value": row["always"]}
    return Mapped(field=_field_name(row["field"], own), columns=columns, example=row["example"])


def _field_name(code: str, own: Mapping[str, str]) -> str:
    """Return what people call a field of a mapping, own ones too; one that is gone since by its key."""
    if not is_own(code):
        return field_name(code)
    label = own.get(code, code)
    return f"{PARTS['contact']}: {label}" if code.startswith(OWN_OF_CONTACT) else label


def field_name(code: str) -> str:
    """Return what people call a field of a mapping."""
    part, _dot, name = code.partition(".")
    if not name:
        return str(OF_A_LINE[code]) if code in OF_A_LINE else label_of(code)
    return f"{PARTS.get(part, part)}: {OF_A_PART.get(name, name)}"


def _gap(name: str, times: int, is_done: bool) -> Counted:
    address = address_with(gap=name, owner="any") if is_done else ""
    return Counted(label=str(Gap(name).label), number=_number(times), address=address)


def _spelling(written: str, meant: str, times: int) -> str:
    return _("“%(written)s” was taken for “%(meant)s” (%(number)s times)") % {
        "written": written,
        "meant": meant,
        "number": _number(times),
    }


def _number(value: int) -> str:
    return number(value, locale_of(get_language() or "en"))
