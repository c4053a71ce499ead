"""What happens to the configuration."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from leadwright.history.facts import Fact, Json, Subject


@dataclass(frozen=True, kw_only=True)
class ConfigurationChanged(Fact):
    """A record of the configuration was added, changed, retired or deleted; or a list has another order."""

    name: ClassVar[str] = "configuration.changed"
    kind: str
    code: str
    changes: Mapping[str, Json]

    def subject(self) -> Subject:
        return Subject(kind="configuration", id=0)

    def details(self) -> dict[str, Json]:
        return {"kind": self.kind, "code": self.code, "changes": self.changes}


@dataclass(frozen=True, kw_only=True)
class SetupChosen(Fact):
    """An administrator began with a shipped set-up, or with what was there."""

    name: ClassVar[str] = "configuration.begun"
    setup: str

    def subject(self) -> Subject:
        return Subject(kind="configuration", id=0)

    def details(self) -> dict[str, Json]:
        return {"setup": self.setup}
