"""What privacy asks every room: where do personal data lie?"""

from collections.abc import Callable

from leadwright.foundation.personal import Place


class PlacesOfPerson:
    """Gather the places of personal data of all rooms, in the order in which they are to be erased."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[], list[Place]], ...] = ()

    def bind(self, *answers: Callable[[], list[Place]]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self) -> list[Place]:
        """Ask."""
        return [place for answer in self._answers for place in answer()]


places_of_person = PlacesOfPerson()
