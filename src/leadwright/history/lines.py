"""A line of history: what a reader may know of an entry, and how it is said; the words are the rooms' own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

Tone = Literal["", "good", "warn", "bad"]


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that an entry says in words: of which field, what it was before and what it is after."""

    field: str
    label: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry in the reader's words: an icon, a tone, a title, what changed, and what was said freely."""

    icon: str
    title: str
    tone: Tone = ""
    note: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReadableEntry:
    """One entry as far as its reader may know it: codes and numbers, and the texts that are still there."""

    id: int
    at: datetime
    fact: str
    actor_kind: str = "system"
    actor_id: int | None = None
    actor_name: str = ""
    organisation_id: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def changed_texts(self, *, but: tuple[str, ...] = ()) -> dict[str, tuple[str, str]]:
        """Return old and new of each text that was changed, by its field; what was erased since is gone."""
        ends = ("_from", "_to")
        names = dict.fromkeys(key.rsplit("_", 1)[0] for key in self.texts if key.endswith(ends))
        return {
            name: (self.texts.get(f"{name}_from", ""), self.texts.get(f"{name}_to", ""))
            for name in names
            if name not in but
        }


class Names(Protocol):
    """What ids and codes are called, in the reader's language."""

    def label(self, kind: str, key: object) -> str:
        """Return the name of a thing of some kind by its id or code; nothing is empty."""


@dataclass
class References:
    """Notes what lines would have named, so that all names can be asked for at once."""

    keys: dict[str, set[object]] = field(default_factory=dict)

    def label(self, kind: str, key: object) -> str:
        """Note an id or a code; its name is not known yet."""
        if key not in (None, ""):
            self.keys.setdefault(kind, set()).add(key)
        return ""
