"""Where each column of a file goes, and what the words of those that are lists mean."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.intake.inflow import LONGEST_SOURCE
from leadwright.intake.kind_fields import KIND_FIELDS
from leadwright.intake.listed import LISTED, LISTS
from leadwright.intake.mapping import FIELDS, LEADS, columns_in
from leadwright.intake.models import Import
from leadwright.intake.new_words import MADE
from leadwright.intake.own_columns import known_fields
from leadwright.intake.reading.tables import plain_header
from leadwright.intake.saving import LONGEST_NAME
from leadwright.leads.models import Status
from leadwright.leads.states import Qualification
from leadwright.people.access import may
from leadwright.people.models import User
from leadwright.web.base.choices import codes, named_countries
from leadwright.web.base.forms import ActForm, blank, let_choose
from leadwright.web.imports.column_lines import ColumnLine, WordLine, match_of
from leadwright.web.imports.field_words import PARTS, field_name
from leadwright.web.imports.fitting import readable_in

LEFT_OUT, PART_OF_TEXT = "", "-"
# What is said of all other words of a list, and of empty cells.
REST = {"otherwise": gettext_lazy("Any other word"), "when_empty": gettext_lazy("An empty cell")}
MODELS: dict[str, type[Any]] = {"status": Status, **LISTS}
# What a lead is when no column tells where it stands.
USUAL_STATUS = {"when_empty": "PENDING"}
Definition = dict[str, Any]


class MappingForm(ActForm):
    """A choice for each column, and one for each word of a list."""

    places: ClassVar[dict[str, str]] = {"mapping": "system", "source": "system", "name": "save_as"}
    system = forms.CharField(
        label=gettext_lazy("The system that the file comes from"),
        help_text=gettext_lazy("Rows are known again by their keys within one system."),
        max_length=LONGEST_SOURCE,
        required=False,
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country where a row says none"),
        help_text=gettext_lazy("Telephone numbers without the code of a country are read as numbers of it."),
        required=False,
    )
    save_as = forms.CharField(
        label=gettext_lazy("Save this mapping as"),
        help_text=gettext_lazy("A later file with these headers is then recognised."),
        max_length=LONGEST_NAME,
        required=False,
    )
    is_shared = forms.BooleanField(label=gettext_lazy("Colleagues who import use it too"), required=False)

    def __init__(self, *args: Any, upload: Import, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        data = upload.summary
        self.before: Definition = data.get("definition") or {"title": upload.file.name, "fields": {}}
        self.headers: list[str] = data.get("headers", [])
        if "leads" not in data:
            self.before = readable_in(self.before, self.headers)
        self.samples: list[list[str]] = data.get("column_samples", [])
        self.matched: dict[str, str] = dict(data.get("matched", ()))
        self.initial["system"] = upload.source or self.before.get("source") or self.before["title"]
        self.initial["country"] = self.before.get("country", "")
        let_choose(self, "country", blank(named_countries(), _("that of the company")))
        own = {name: row.label for name, row in known_fields(upload.organisation, by).items()}
        offered = targets(self.before.get("kind", LEADS), own)
        for place, header in enumerate(self.headers):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=header, required=False, choices=offered, initial=self._goes_to(header)
            )
        self.words: dict[str, list[list[Any]]] = data.get("words", {})
        self.may_make = may(by, "configuration.edit")
        for name in self.words:
            self._ask_words(name)

    def _ask_words(self, name: str) -> None:
        offered = [("", _("as it stands there")), *_meanings(name)]
        new = [(MADE, _("a new one of this name"))] if name in LISTS and self.may_make else []
        for place, (word, _times, meaning) in enumerate(self.words[name]):
            known = meaning if meaning in dict(offered) else ""
            self.fields[f"word_{name}_{place}"] = forms.ChoiceField(
                label=word, required=False, choices=[*offered, *new], initial=known
            )
        source = self.before["fields"].get(name, {})
        for rest, label in REST.items():
            self.fields[f"{rest}_{name}"] = forms.ChoiceField(
                label=label,
                required=False,
                choices=[("", _("not decided")), *offered[1:]],
                initial=source.get(rest, ""),
            )

    def _goes_to(self, header: str) -> str:
        """Return the field that a column fills, as things stand."""
        plain = plain_header(header)
        for name, source in self.before["fields"].items():
            if plain in map(plain_header, _columns(source)):
                return str(name)
        texts = [line for source in self.before["fields"].values() for line in source.get("lines", ())]
        named = {plain_header(column.strip("?")) for line in texts for column in columns_in(line)}
        return PART_OF_TEXT if plain in named else LEFT_OUT

    @property
    def columns(self) -> list[ColumnLine]:
        """The columns, each with its samples; the first of a field that is a list also with its words."""
        asked: set[str] = set()
        return [self._line(place, header, asked) for place, header in enumerate(self.headers)]

    def _line(self, place: int, header: str, asked: set[str]) -> ColumnLine:
        goes = self.fields[f"column_{place}"].initial
        match, tone = match_of(header, goes, self.matched)
        words: list[WordLine] = []
        if goes in self.words and goes not in asked:
            asked.add(goes)
            rows = enumerate(self.words[goes])
            words = [
                WordLine(choice=self[f"word_{goes}_{at}"], times=row[1], is_known=bool(row[2]))
                for at, row in rows
            ]
        return ColumnLine(
            choice=self[f"column_{place}"],
            samples=tuple(self.samples[place]) if place < len(self.samples) else (),
            match=match,
            tone=tone,
            words=tuple(words),
            further=tuple(self[f"{rest}_{goes}"] for rest in REST) if words else (),
        )

    def source(self) -> str | None:
        """Return the system that the file comes from, if one is named."""
        return self.cleaned_data["system"] or None

    def saved_as(self) -> dict[str, Any] | None:
        """Return under which name the mapping is saved, and for whom, if it is to be."""
        if not (name := self.cleaned_data["save_as"]):
            return None
        return {"name": name, "is_shared": self.cleaned_data["is_shared"]}

    def definition(self) -> Definition:
        """Return the mapping as it was chosen: what is no column stays as it was."""
        made = deepcopy(self.before)
        chosen = {header: self.cleaned_data[f"column_{place}"] for place, header in enumerate(self.headers)}
        fields = {name: _kept(name, source, chosen) for name, source in made["fields"].items()}
        for header, name in chosen.items():
            if name not in (LEFT_OUT, PART_OF_TEXT) and not _reads(fields.get(name), header):
                _add(fields, name, header)
        made["fields"] = {name: source for name, source in fields.items() if source}
        if system := self.cleaned_data["system"]:
            # A later file of this system has the same keys, whatever the mapping is called.
            made["source"] = system
        made.pop("country", None)
        if country := self.cleaned_data["country"]:
            made["country"] = country
        for name in self.words:
            if name in made["fields"]:
                self._put_words(made["fields"][name], name)
        if made.get("kind", LEADS) == LEADS and "status" not in made["fields"]:
            made["fields"]["status"] = dict(USUAL_STATUS)
        return _signed(made, [header for header, name in chosen.items() if name != LEFT_OUT])

    def _put_words(self, source: dict[str, Any], name: str) -> None:
        values = {str(word): value for word, value in source.get("values", {}).items()}
        for place, (word, _times, _meaning) in enumerate(self.words[name]):
            values = {known: value for known, value in values.items() if known.casefold() != word.casefold()}
            if meaning := self.cleaned_data[f"word_{name}_{place}"]:
                values[word] = meaning
        source.pop("values", None)
        if values:
            source["values"] = values
        for rest in REST:
            source.pop(rest, None)
            if meaning := self.cleaned_data[f"{rest}_{name}"]:
                source[rest] = meaning


def targets(kind: str, own: Mapping[str, str]) -> list[Any]:
    """Return where a column can go, by what it is a part of."""
    names = FIELDS if kind == LEADS else sorted(KIND_FIELDS[kind].named)
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in names:
        part = name.partition(".")[0] if "." in name else ""
        groups.setdefault(part, []).append((name, field_name(name)))
    first = [(LEFT_OUT, _("left out")), (PART_OF_TEXT, _("part of a text"))]
    made = [(str(PARTS.get(part, _("Lead"))), rows) for part, rows in groups.items()]
    return [*first, *made, *([(_("Own fields"), sorted(own.items(), key=lambda row: row[1]))] if own else [])]


def _meanings(name: str) -> list[tuple[str, str]]:
    if name == "qualification":
        return [(str(value), str(label)) for value, label in Qualification.choices]
    return list(codes(MODELS[name])) if name in LISTED else []


def _columns(source: Mapping[str, Any]) -> list[str]:
    return list(source.get("columns") or ([source["column"]] if "column" in source else []))


def _reads(source: Mapping[str, Any] | None, header: str) -> bool:
    return source is not None and plain_header(header) in map(plain_header, _columns(source))


def _kept(name: str, source: dict[str, Any], chosen: Mapping[str, str]) -> dict[str, Any]:
    """Return a source without the columns that go elsewhere now; nothing, where it read only these."""
    gone = {plain_header(header) for header, target in chosen.items() if target != name}
    before = _columns(source)
    left = [column for column in before if plain_header(column) not in gone]
    kept = {key: value for key, value in source.items() if key not in ("column", "columns")}
    if left:
        return kept | {"columns": left}
    return kept if not before or kept.keys() & {"lines", "value", "when", "when_empty"} else {}


def _add(fields: dict[str, dict[str, Any]], name: str, header: str) -> None:
    source = fields.get(name) or {}
    fields[name] = {**source, "columns": [*_columns(source), header]}
    fields[name].pop("column", None)


def _signed(made: Definition, used: list[str]) -> Definition:
    """Return a mapping that knows a file again by the headers that it reads, where no shape was known."""
    if len(made.get("signature", ())) >= 2:
        return made
    return made | {"signature": [plain_header(header) for header in used][:20], "partial": True}
