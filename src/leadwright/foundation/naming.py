"""What a field is called in a sentence: its technical name stays in codes and pointers."""

import re

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leadwright.foundation.questions import words_of_fields

FIELDS = {
    "address": _("the address"),
    "at": _("the moment"),
    "code": _("the code"),
    "body": _("the body of the request"),
    "count": _("whether to count"),
    "currency": _("the currency"),
    "filter": _("the filter"),
    "language": _("the language"),
    "limit": _("the size of the page"),
    "name": _("the name"),
    "text": _("the text"),
    "subject": _("the subject"),
}
_PLACE = re.compile("[0-9]+")
IN_EACH_LANGUAGE = {"label": _("the name in {language}"), "text": _("the text in {language}")}


def field_in_words(name: str) -> str:
    """Return what people call a field, in the active language; a name that nobody knows is quoted."""
    kind, _joint, language = name.rpartition("_")
    if kind in IN_EACH_LANGUAGE and language in dict(settings.LANGUAGES):
        return str(IN_EACH_LANGUAGE[kind]).format(language=gettext(str(dict(settings.LANGUAGES)[language])))
    known = (words_of_fields(part) or str(FIELDS.get(part, "")) for part in _names_of(name))
    return next(filter(None, known), f"“{name}”")


def _names_of(name: str) -> list[str]:
    """Return by which names a field may be known: in full, then within what it is a part of, then alone."""
    parts = name.split(".")
    bare = [part for part in parts[:-1] if not _PLACE.fullmatch(part)] + parts[-1:]
    return list(dict.fromkeys([name, *(".".join(bare[place:]) for place in range(len(bare)))]))


def field_label(name: str) -> str:
    """Return what people call a field, as it stands before a value."""
    words = field_in_words(name)
    return words[:1].upper() + words[1:]
