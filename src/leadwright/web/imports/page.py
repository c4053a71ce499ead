"""What the pages of an import show: the figures of an upload, with codes and names in the reader's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from leadwright.foundation.formats import locale_of
from leadwright.intake.mapping import OWN_OF_CONTACT, is_own
from leadwright.intake.models import Import
from leadwright.intake.own_columns import known_fields
from leadwright.intake.remarks import remarks_of
from leadwright.intake.words import COUNTS
from leadwright.leads.gaps import Gap
from leadwright.leads.models import Status
from leadwright.people.models import User
from leadwright.values.assumptions import Assumption
from leadwright.values.evidence import Question
from leadwright.web.base.choices import codes
from leadwright.web.imports.column_lines import suggested_in_words
from leadwright.web.imports.examples import Examples
from leadwright.web.imports.field_words import PARTS, field_name
from leadwright.web.imports.file_facts import Words, facts_of, in_digits
from leadwright.web.parts.lead_links import address_with
from leadwright.web.parts.shapes import Tile

KINDS_MADE = {
    "contact": gettext_lazy("Contact"),
    "user": gettext_lazy("User"),
    "unit": gettext_lazy("Unit"),
    "group": gettext_lazy("Group"),
    "product": gettext_lazy("Product"),
}
MADE = {
    "users": gettext_lazy("Users who cannot sign in"),
    "units": gettext_lazy("Units"),
    "groups": gettext_lazy("Groups"),
    "contacts": gettext_lazy("Contacts"),
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
    coming: int
    tiles: tuple[Tile, ...]
    facts: Words
    remarks: tuple[str, ...]
    samples: str
    fields: tuple[Mapped, ...]
    unused: str
    statuses: tuple[Counted, ...]
    gaps: tuple[Counted, ...]
    made: tuple[Counted, ...]
    spellings: tuple[str, ...]
    changed: tuple[Counted, ...]
    changed_more: int
    stayed: tuple[Counted, ...]
    stayed_more: int
    owners: tuple[Counted, ...]
    undone: Words
    spared: tuple[Counted, ...]
    spared_more: int
    quarantined: tuple[tuple[int, str], ...]
    quarantined_more: int
    unread: tuple[tuple[int, str, str, str], ...]
    unread_more: int
    assumed: tuple[Counted, ...]
    questions: Words
    suggested: str


def import_page(upload: Import, *, by: User) -> ImportPage:
    """Return what the page of an upload is drawn from."""
    own = {name: row.label for name, row in known_fields(upload.organisation, by).items()}
    data, is_done = upload.summary, upload.brought_in_at is not None
    statuses = dict(codes(Status))
    zone = ZoneInfo(by.time_zone)
    examples = Examples(statuses, locale=locale_of(get_language() or "en"), zone=zone)
    return ImportPage(
        id=upload.pk,
        name=upload.file.name,
        is_done=is_done,
        leads=data["leads"],
        coming=data["leads"] + data["changed"],
        tiles=_tiles(upload, data, is_done),
        facts=facts_of(upload),
        remarks=tuple(remarks_of(data)),
        samples=" · ".join(data.get("samples", ())),
        fields=tuple(_mapped(row, own, examples) for row in data["fields"]),
        unused=", ".join(data["unused"]),
        statuses=tuple(
            Counted(label=statuses.get(code, code), number=in_digits(times), word=word)
            for word, code, times in data["statuses"]
        ),
        gaps=tuple(_gap(name, times, is_done) for name, times in data["gaps"]),
        made=tuple(
            Counted(label=str(MADE.get(name, name)), number=in_digits(times))
            for name, times in data["made"].items()
            if times
        ),
        spellings=tuple(_spelling(*row) for row in data["spellings"]),
        assumed=_assumed(data),
        questions=tuple((label, Question(code).words) for label, code in data.get("questions", ())),
        suggested=suggested_in_words(data),
        **_left_over(data, own),
    )


def _left_over(data: dict[str, Any], own: Mapping[str, str]) -> dict[str, Any]:
    """Return the beginnings of what did not come in as it is there, and how much more there is of each."""
    unread = data.get("unread_lines", ())
    return {
        **_followed("changed", data),
        **_followed("stayed", data),
        "owners": tuple(
            Counted(label=name, number=in_digits(times)) for name, times in data.get("unknown_owners", ())
        ),
        **_undone(data),
        "quarantined": tuple((line, reason) for line, reason in data["quarantined_lines"]),
        "quarantined_more": data["quarantined"] - len(data["quarantined_lines"]),
        "unread": tuple((line, _field_name(name, own), text, reason) for line, name, text, reason in unread),
        "unread_more": data.get("unread", 0) - len(unread),
    }


def _followed(name: str, data: dict[str, Any]) -> dict[str, Any]:
    """Return the leads that follow their rows, or do not since somebody changed them, and how many more there are."""
    lines = data.get(f"{name}_lines", ())
    rows = tuple(
        Counted(label=f"L-{lead}", number=str(line), address=reverse("lead", args=[lead]))
        for line, lead, *_names in lines
    )
    return {name: rows, f"{name}_more": data.get(name, 0) - len(rows)}


def _undone(data: dict[str, Any]) -> dict[str, Any]:
    """Return what an undone import took back, and what stays."""
    counts, spared = data.get("undone", {}), data.get("spared", ())
    rows = tuple(
        Counted(
            label=f"L-{pk}" if kind == "lead" else f"{KINDS_MADE.get(kind, kind)} {pk}",
            number="",
            address=reverse(kind, args=[pk]) if kind in ("lead", "contact") else "",
        )
        for kind, pk in spared
    )
    said = tuple((str(COUNTS[name]), in_digits(times)) for name, times in counts.items())
    return {"undone": said, "spared": rows, "spared_more": counts.get("spared", 0) - len(rows)}


def _assumed(data: dict[str, Any]) -> tuple[Counted, ...]:
    """Return what was assumed, in the reader's words, by the column that it was assumed for."""
    return tuple(
        Counted(word=label, label=Assumption.stored(code, about).words, number=in_digits(times))
        for label, code, about, times in data.get("assumed_values", ())
    )


def _tiles(upload: Import, data: dict[str, Any], is_done: bool) -> tuple[Tile, ...]:
    """Return the figures of the verdicts, each leading to the rows that it counts."""
    here = reverse("lead-import-rows", args=[upload.pk])
    offered = (
        ("new", _("New"), data["leads"], _("brought in") if is_done else _("ready to come in")),
        ("changed", _("Changed"), data["changed"], _("follow the file") if is_done else _("will follow")),
        ("unchanged", _("There already"), data["unchanged"], _("unchanged; left as they are")),
        ("duplicates", _("Duplicates"), data.get("duplicates", 0), _("say what an earlier row says")),
        ("refused", _("Quarantine"), data["quarantined"], _("rows that cannot come in")),
    )
    return tuple(
        Tile(
            name=name,
            value=in_digits(value),
            aside=aside,
            tone="late" if value and code == "refused" else "",
            href=f"{here}?verdict={code}" if value else "",
        )
        for code, name, value, aside in offered
        if value or code != "duplicates"
    )


def _mapped(row: dict[str, Any], own: Mapping[str, str], examples: Examples) -> Mapped:
    joint = _(" or ") if row["first_filled"] else ", "
    columns = joint.join(row["columns"]) or _("always “%(value)s”") % {"value": row["always"]}
    example = examples.in_words(row["field"], row["example"])
    return Mapped(field=_field_name(row["field"], own), columns=columns, example=example)


def _field_name(code: str, own: Mapping[str, str]) -> str:
    """Return what people call a field of a mapping, own ones too; one that is gone since by its key."""
    if not is_own(code):
        return field_name(code)
    label = own.get(code, code)
    return f"{PARTS['contact']}: {label}" if code.startswith(OWN_OF_CONTACT) else label


def _gap(name: str, times: int, is_done: bool) -> Counted:
    address = address_with(gap=name, owner="any") if is_done else ""
    return Counted(label=str(Gap(name).label), number=in_digits(times), address=address)


def _spelling(written: str, meant: str, times: int) -> str:
    return _("“%(written)s” was taken for “%(meant)s” (%(number)s times)") % {
        "written": written,
        "meant": meant,
        "number": in_digits(times),
    }
