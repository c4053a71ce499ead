"""Records that an organisation names itself: a unique code, and a label in each of its languages."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, gettext, override

PLACE = "{brand}"
_brand: ContextVar[Callable[[], str]] = ContextVar("brand", default=str)


class Named(models.Model):
    """A configuration record: a unique code, and a label in each language that the organisation uses."""

    code = models.SlugField(max_length=60, unique=True)
    labels: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField()
    position = models.IntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The label in the active language, else in English, else the code."""
        return label_in(self.labels, get_language(), self.code)


class Listed(Named):
    """A record that can be retired: it is offered no longer, and stays on what already has it."""

    is_retired = models.BooleanField(default=False)

    class Meta(Named.Meta):
        abstract = True


def shipped_labels(label: str) -> dict[str, str]:
    """Return the label of something that ships with the product in each language, from the catalogues."""
    labels = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            labels[language] = gettext(label)
    return labels


def label_in(labels: dict[str, str], language: str | None, code: str) -> str:
    """Return a label in a language, else in English, else the code, with the brand in its place."""
    return branded(
        labels.get((language or settings.LANGUAGE_CODE).split("-")[0])
        or labels.get(settings.LANGUAGE_CODE)
        or code
    )


def branded(label: str, brand: str = "") -> str:
    """Put the brand into a label that leaves a place for it: the one given, else whose leads are spoken of."""
    if PLACE not in label:
        return label
    return label.replace(PLACE, brand or _brand.get()() or gettext("the brand"))


def speak_of(brand: Callable[[], str]) -> None:
    """Say whose brand is meant from here on, as long as the request lasts; it is asked for only where it is named."""
    _brand.set(cache(brand))


@contextmanager
def speaking_of(brand: Callable[[], str]) -> Iterator[None]:
    """Say whose brand is meant within; what was said inside is forgotten behind it."""
    token = _brand.set(cache(brand))
    try:
        yield
    finally:
        _brand.reset(token)


def labels_of(rows: Iterable[Named]) -> dict[str, str]:
    """Return the labels of a list by their codes, in the active language."""
    language = get_language()
    return {row.code: label_in(row.labels, language, row.code) for row in rows}
