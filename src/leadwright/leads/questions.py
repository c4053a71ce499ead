"""What leads ask upward: other rows about a person, channels that new leads need, verbs and sections of other rooms."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from leadwright.foundation.personal import Person

Answer = Callable[..., frozenset[str]]


class NeededChannels:
    """Name which of a lead's channels, `contact_email` or `contact_phone`, a new one of a type cannot be without.

    Each answer takes `(type_code, organisation_id, at=…)`, the company that enters the lead and the moment.
    """

    def __init__(self) -> None:
        self._answers: tuple[Answer, ...] = ()

    def bind(self, *answers: Answer) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self, type_code: str, organisation_id: int, *, at: datetime) -> frozenset[str]:
        """Ask: what one room needs is needed."""
        return frozenset().union(*(answer(type_code, organisation_id, at=at) for answer in self._answers))


class VerbsAbove:
    """Name the verbs of leads that rooms above do to several leads at once, each with its action.

    An action takes `(number, by=…, at=…)` and by their names what else is said.
    """

    def __init__(self) -> None:
        self._answers: tuple[Callable[[], Mapping[str, Callable[..., Any]]], ...] = ()

    def bind(self, *answers: Callable[[], Mapping[str, Callable[..., Any]]]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self) -> dict[str, Callable[..., Any]]:
        """Ask."""
        return {name: act for answer in self._answers for name, act in answer().items()}


class RowsOfPerson:
    """Say which rows of the rooms above have to do with a person: their keys, or the rows with these, by kinds."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[Person], Mapping[str, Any]], ...] = ()

    def bind(self, *answers: Callable[[Person], Mapping[str, Any]]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self, person: Person) -> dict[str, Any]:
        """Ask."""
        return {kind: keys for answer in self._answers for kind, keys in answer(person).items()}


class KindFixed:
    """Tell whether the kind of opportunity of a lead stays as it is, since something was done by it."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[Any], bool], ...] = ()

    def bind(self, *answers: Callable[[Any], bool]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self, lead: Any) -> bool:
        """Ask."""
        return any(answer(lead) for answer in self._answers)


class SectionsOfFile:
    """Gather what the rooms above keep in the configuration file; each answer is a `Section` of the configuration."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[], Any], ...] = ()

    def bind(self, *answers: Callable[[], Any]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self) -> list[Any]:
        """Ask."""
        return [answer() for answer in self._answers]


is_kind_fixed = KindFixed()
needed_channels = NeededChannels()
sections_of_file = SectionsOfFile()
# Those that are about the person alone, and those in which the person takes part, whomever they are about.
subjects_of_person = RowsOfPerson()
subjects_joined_by = RowsOfPerson()
verbs_above = VerbsAbove()
