"""What the foundation asks the rooms: what people call the fields that they name in refusals."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise

Words = Mapping[str, str | Promise]


class WordsOfFields:
    """Gather what the fields of all rooms are called in a sentence, by their technical names."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[], Words], ...] = ()

    def bind(self, *answers: Callable[[], Words]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self, name: str) -> str:
        """Return the words of a field; a name that no room knows has none."""
        return next((str(words[name]) for answer in self._answers if name in (words := answer())), "")


words_of_fields = WordsOfFields()
