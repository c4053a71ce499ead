"""What leads ask upward: what else history tells of a person alone, beside leads, contacts and accounts."""

from collections.abc import Callable, Mapping

from leadwright.foundation.personal import Person


class SubjectsOfPerson:
    """Say which rows of the rooms above are about a person alone, by their kinds."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[Person], Mapping[str, set[int]]], ...] = ()

    def bind(self, *answers: Callable[[Person], Mapping[str, set[int]]]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self, person: Person) -> dict[str, set[int]]:
        """Ask."""
        return {kind: keys for answer in self._answers for kind, keys in answer(person).items()}


subjects_of_person = SubjectsOfPerson()
