"""The titles of persons: what can be chosen, and what a code is called in the reader's language."""

from leadwright.contacts.models import ContactTitle
from leadwright.foundation.asked import answered


def _titles() -> tuple[ContactTitle, ...]:
    """Return the list in its order; a request or an action asks for it once."""
    return answered(ContactTitle, lambda: tuple(ContactTitle.objects.all()))


def offered_titles(kept: str = "") -> list[tuple[str, str]]:
    """Return the codes that can be chosen with their labels; a retired one only where it is kept."""
    return [(row.code, row.label) for row in _titles() if not row.is_retired or row.code == kept]


def title_named(words: str) -> str:
    """Return the code of the title that can be chosen and is called so in one of its languages, else nothing."""
    wanted = words.strip().rstrip(".").casefold()
    rows = (row for row in _titles() if wanted and not row.is_retired)
    called = ((row.code, (row.code, *row.labels.values())) for row in rows)
    return next(
        (code for code, names in called if wanted in (str(name).rstrip(".").casefold() for name in names)), ""
    )


def title_in_words(code: str) -> str:
    """Return what a title is called; nothing is empty."""
    return next((row.label for row in _titles() if row.code == code), code) if code else ""
