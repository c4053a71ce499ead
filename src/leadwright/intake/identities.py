"""Which contacts of a file are the same: by their own key, else by a shared channel or number, never by a name alone.

A company without one is told by its name and its place, a person by the company that the line names.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace

from leadwright.contacts.drafts import Channels, ContactDraft, key_elsewhere
from leadwright.contacts.models import Kind
from leadwright.foundation.text import sort_key

LONGEST = 200
MARK = 16
# What makes a contact that one, and what is not filled in from another line.
OWN = frozenset(("key", "kind", "name", "own_fields", "called"))
# Of what there can be several: another line adds to them.
LISTED = ("groups", "rest")
CHANNELS = ("emails", "phones")


@dataclass(frozen=True, kw_only=True)
class Entered:
    """The key of a contact, and in which fields an earlier line says something else of it, which stands."""

    key: str
    contradicted: tuple[str, ...] = ()


@dataclass
class Identities:
    """The contacts of a file so far, by their keys; `source` is the system that its own keys belong to."""

    source: str = ""
    drafts: dict[str, ContactDraft] = field(default_factory=dict)
    _by_number: dict[bytes, str] = field(default_factory=dict)

    def forget_numbers(self) -> None:
        """Let go of what told contacts apart, once all are entered."""
        self._by_number.clear()

    def put(self, draft: ContactDraft, *, given: str, line: str) -> Entered:
        """Enter a contact as a line has it.

        `given` is its key in the file, `line` that of its line, which tells apart whom nothing else tells apart.
        What an earlier line left empty is filled in, and further channels, groups and remarks are added.
        """
        name = sort_key(draft.name)
        numbers = [_mark(draft.kind.value, name, number) for number in _numbers_of(draft)]
        known = next((self._by_number[number] for number in numbers if number in self._by_number), None)
        key = _fitting(
            key_elsewhere(draft.kind, given, self.source) if given else known or _key(draft, name, line)
        )
        before = self.drafts.get(key)
        self.drafts[key] = _filled(before, draft) if before else replace(draft, key=key)
        for number in numbers:
            self._by_number.setdefault(number, key)
        return Entered(key=key, contradicted=tuple(_contradicted(self.drafts[key], draft)))


def _mark(*parts: str) -> bytes:
    """Return a digest that takes less memory than what it is of, and is of nothing else."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()[:MARK]


def _numbers_of(draft: ContactDraft) -> Iterator[str]:
    """Return what no two contacts of a name share unless they are one."""
    numbers: Iterable[str] = (
        *(address.lower() for address in draft.addresses),
        *(draft.vat_number, draft.register_number),
        *draft.numbers,
    )
    return (number for number in numbers if number)


def _key(draft: ContactDraft, name: str, line: str) -> str:
    parts = [draft.kind.value, name]
    if draft.kind == Kind.COMPANY:
        return ":".join([*parts, sort_key(draft.city)] if draft.city else parts)
    number = next(_numbers_of(draft), "")
    return ":".join([*parts, number or draft.company or f"#{line}"])


def _fitting(key: str) -> str:
    """Return a key that can be kept; what is too long ends on a digest of all of it, so that no two become one."""
    if len(key) <= LONGEST:
        return key
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"{key[: LONGEST - 33]}~{digest}"


def _filled(draft: ContactDraft, later: ContactDraft) -> ContactDraft:
    names = [part.name for part in fields(draft) if part.name not in OWN]
    gaps = {name: getattr(later, name) for name in names if not getattr(draft, name)}
    more = {name: _with_more(getattr(draft, name), getattr(later, name)) for name in CHANNELS}
    lists = {name: tuple(dict.fromkeys((*getattr(draft, name), *getattr(later, name)))) for name in LISTED}
    remarks = draft.remarks
    if later.remarks not in remarks.split("\n"):
        remarks = "\n".join(filter(None, (remarks, later.remarks)))
    called = draft.called if later.called == draft.called else {**later.called, **draft.called}
    named = {"remarks": remarks, "called": called}
    return replace(draft, **gaps | more | lists | named)


def _with_more(rows: Channels, more: Channels) -> Channels:
    known = {value.lower() for value, _label in rows}
    return (*rows, *(row for row in more if row[0].lower() not in known))


def _contradicted(draft: ContactDraft, later: ContactDraft) -> Iterator[str]:
    """Return the fields in which a line says something else than what is kept."""
    kept_apart = {*OWN, *LISTED, *CHANNELS, "remarks"}
    for part in fields(draft):
        value = getattr(later, part.name)
        if part.name not in kept_apart and value and value != getattr(draft, part.name):
            yield part.name
