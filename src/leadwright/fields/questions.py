"""What fields ask upward: which rows have them, from where on they can be required, which kinds of activities exist."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any


class PlacesOfSubject:
    """Name the statuses of a subject, and its transitions as `one>other`, from which on a field can be required."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[str], Iterable[str]], ...] = ()

    def bind(self, *answers: Callable[[str], Iterable[str]]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self, subject: str) -> frozenset[str]:
        """Ask."""
        return frozenset(name for answer in self._answers for name in answer(subject))


places_of_subject = PlacesOfSubject()


class KindsOfActivities:
    """Name the kinds of activities by their codes, retired ones too: a field can be one of some of them alone."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[], Iterable[str]], ...] = ()

    def bind(self, *answers: Callable[[], Iterable[str]]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self) -> frozenset[str]:
        """Ask."""
        return frozenset(code for answer in self._answers for code in answer())


kinds_of_activities = KindsOfActivities()


class TablesWithFields:
    """Name the models whose rows have own fields, by subject."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[], Mapping[str, Any]], ...] = ()

    def bind(self, *answers: Callable[[], Mapping[str, Any]]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self) -> dict[str, Any]:
        """Ask."""
        return {subject: model for answer in self._answers for subject, model in answer().items()}


tables_with_fields = TablesWithFields()


class IndexAnew:
    """Have rows of a subject indexed anew after what is searched has changed; the caller holds them."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[str, Collection[int]], None], ...] = ()

    def bind(self, *answers: Callable[[str, Collection[int]], None]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self, subject: str, keys: Collection[int]) -> None:
        """Ask."""
        for answer in self._answers:
            answer(subject, keys)


index_anew = IndexAnew()


class RowsReadBy:
    """Name those among some rows of which a user may read a field."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[Any, Collection[int], Any], Iterable[int]], ...] = ()

    def bind(self, *answers: Callable[[Any, Collection[int], Any], Iterable[int]]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self, field: Any, keys: Collection[int], user: Any) -> frozenset[int]:
        """Ask."""
        return frozenset(key for answer in self._answers for key in answer(field, keys, user))


rows_read_by = RowsReadBy()
