"""What the fields and figures of files that are brought in are called."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "columns": _("the columns"),
    "definition": _("the definition"),
    "file": _("the file"),
    "is_shared": _("whether it is shared"),
    "mapping": _("the mapping"),
    "toml": _("the text in TOML"),
    "cells": _("the cells"),
    "source": _("the source"),
    "encoding": _("the encoding"),
    "separator": _("the separator"),
    "heading": _("the line of the headings"),
}

# How many rows became what, and what an undone import took back.
COUNTS = {
    "new": _("New"),
    "changed": _("Changed"),
    "unchanged": _("Unchanged"),
    "duplicates": _("Duplicates"),
    "refused": _("Refused"),
    "assumed": _("With an assumption"),
    "taken_back": _("Taken back"),
    "spared": _("Left, since somebody touched them"),
}
