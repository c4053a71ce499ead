"""The lists of the organisation by the words that other systems use: what is on none stays as words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from leadwright.contacts.models import Contact
from leadwright.foundation.labels import Listed
from leadwright.foundation.naming import field_label
from leadwright.leads.features import Features
from leadwright.leads.lead_drafts import SOURCE, LeadDraft, LineDraft
from leadwright.leads.models import (
    Brought,
    Category,
    Competitor,
    DealSegment,
    NewLine,
    OutcomeReason,
    PartyRole,
    Product,
    RoleKind,
    Source,
)
from leadwright.leads.parties import names_of
from leadwright.leads.states import Feature, State
from leadwright.people.models import Organisation, User

MOST_IN_TEAM = 50
Row = TypeVar("Row", bound=Listed)
Words = Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What a draft means by its words: columns of a lead, what comes beside it, and words that mean nothing here."""

    columns: dict[str, Any]
    brought: Brought
    notes: tuple[str, ...]


@dataclass
class _Notes:
    called: Mapping[str, str]
    lines: list[str] = field(default_factory=list)

    def row(self, name: str, word: str, rows: Words) -> int | None:
        """Return the row that a word means; one that means none is noted."""
        pk = rows.get(word.casefold()) if word else None
        if word and pk is None:
            self.put(name, word)
        return pk

    def several(self, name: str, words: Iterable[str], rows: Words) -> tuple[int, ...]:
        """Return the rows that some words mean, each once; those that mean none are noted."""
        strange = [word for word in words if word.casefold() not in rows]
        if strange:
            self.put(name, ", ".join(strange))
        return tuple(dict.fromkeys(rows[word.casefold()] for word in words if word.casefold() in rows))

    def put(self, name: str, text: str) -> None:
        """Note a text under what the other system calls its field."""
        self.lines.append(f"{self.called.get(name) or field_label(name)}: {text}")


class NamedLists:
    """The lists that leads from elsewhere name, each read once; what is switched off has no rows."""

    def __init__(self, organisation: Organisation) -> None:
        features = Features()
        self.sources, self.categories = _by_words(Source.objects.all()), _by_words(Category.objects.all())
        self.segments = _by_words(DealSegment.objects.all())
        self.reasons = _by_words(OutcomeReason.objects.all())
        roles = list(PartyRole.objects.all())
        self.roles = {kind: _by_words(row for row in roles if row.kind == kind) for kind in RoleKind}
        self.products = _by_words(Product.objects.all()) if features.has(Feature.PRODUCTS) else {}
        self.competitors = _by_words(Competitor.objects.all()) if features.has(Feature.COMPETITORS) else {}
        self.people = _people(organisation) if features.has(Feature.TEAM) else {}

    def meaning_of(self, draft: LeadDraft, state: str) -> Meaning:
        """Return what a draft means by its words, on a lead of a state."""
        notes = _Notes(draft.called)
        source = notes.row("source", draft.source, self.sources)
        reason = notes.row("lost_reason", draft.lost_reason, self.reasons if state == State.LOST else {})
        if state != State.LOST and draft.reason_text:
            notes.put("reason_text", draft.reason_text)
        team = notes.several("team", draft.team, self.people)
        if len(team) > MOST_IN_TEAM:
            names = {pk: word for word, pk in self.people.items()}
            notes.put("team", ", ".join(names[pk] for pk in team[MOST_IN_TEAM:]))
        return Meaning(
            columns={
                "source_id": self.sources.get(SOURCE) if source is None and draft.source else source,
                "category_id": notes.row("category", draft.category, self.categories),
                "deal_segment_id": notes.row("deal_segment", draft.deal_segment, self.segments),
                "lost_reason_id": reason,
                "reason_text": draft.reason_text if state == State.LOST else "",
                "team": list(team[:MOST_IN_TEAM]),
            },
            brought=Brought(
                lines=tuple(self._lines(draft, notes)),
                products=notes.several("products", draft.products, self.products),
                competitors=notes.several("competitors", draft.competitors, self.competitors),
            ),
            notes=tuple(notes.lines),
        )

    def _lines(self, draft: LeadDraft, notes: _Notes) -> Iterable[NewLine]:
        main = [(_main(draft.contact, draft.main), "")] if draft.contact else []
        lines: dict[Any, NewLine] = {}
        for line, place in (*main, *((line, "2") for line in draft.lines)):
            new = NewLine(company=line.company, person=line.person, **self._roles(line, notes, place))
            if new.contact is not None:
                lines.setdefault(new.key, new)
        return lines.values()

    def _roles(self, line: LineDraft, notes: _Notes, place: str) -> dict[str, int | None]:
        return {
            "role": notes.row(f"company{place}.role", line.role, self.roles[RoleKind.PARTNER]),
            "person_role": notes.row(f"person{place}.role", line.person_role, self.roles[RoleKind.PERSON]),
        }


def _main(contact: Contact, roles: LineDraft) -> LineDraft:
    return LineDraft(**names_of(contact), role=roles.role, person_role=roles.person_role)


def _by_words(rows: Iterable[Row]) -> Words:
    """Return rows by their codes and their names in each language; one that is offered goes before a retired one."""
    ordered = sorted(rows, key=lambda row: (row.is_retired, row.position, row.pk))
    data: dict[str, int] = {}
    for row in ordered:
        data.setdefault(row.code.casefold(), row.pk)
    for row in ordered:
        for label in row.labels.values():
            data.setdefault(str(label).casefold(), row.pk)
    return data


def _people(organisation: Organisation) -> Words:
    """Return the users of an organisation by address and by name; a name that two have is none."""
    users = list(User.objects.get_queryset().filter(organisation=organisation, is_active=True))
    names: dict[str, list[int]] = {}
    for user in users:
        names.setdefault(user.name.casefold(), []).append(user.pk)
    single = {name: pks[0] for name, pks in names.items() if len(pks) == 1}
    return single | {user.email.casefold(): user.pk for user in users}
