"""Records that an organisation names itself: a unique code, and a label in each of its languages."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, gettext, override


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
    """Return a label in a language, else in English, else the code."""
    return (
        labels.get((language or settings.LANGUAGE_CODE).split("-")[0])
        or labels.get(settings.LANGUAGE_CODE)
        or code
    )


def branded(label: str) -> str:
    """Put the brand into a label that leaves a place for it."""
    return label.replace("{brand}", getattr(settings, "BRAND", "") or gettext("our brand"))


def labels_of(rows: Iterable[Named]) -> dict[str, str]:
    """Return the labels of a list by their codes, in the active language."""
    language = get_language()
    return {row.code: branded(label_in(row.labels, language, row.code)) for row in rows}
