"""What rooms above keep in the configuration file: sections of their own, weighed and put in force with the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from leadwright.history.facts import Party
from leadwright.leads.configuration.blueprint import Blueprint
from leadwright.leads.configuration.changes import Change
from leadwright.leads.configuration.yaml_source import Source


@dataclass(frozen=True, kw_only=True)
class Around:
    """What the same file says beside a section: its lists with what stays, and leads' own fields for all by kind."""

    blueprint: Blueprint
    fields: Mapping[str, str]


class Section(Protocol):
    """One room's part of the file, under names of its own; a name that a file does not speak of stays as it is."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the words under which it stands in the file."""

    def data(self) -> Mapping[str, Any]:
        """Return what is stored, as a file holds it."""

    def read(self, source: Source) -> Any:
        """Return what a file says of it; raises Unreadable where something has another shape."""

    def bring(self, said: Any, around: Around, *, by: Party, at: datetime, dry_run: bool) -> list[Change]:
        """Put that in force, or only tell what would change; raises Faulty with what is wrong with it."""
