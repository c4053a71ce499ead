"""What the fields of files that are brought in are called in a sentence."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "columns": _("the columns"),
    "file": _("the file"),
    "mapping": _("the mapping"),
}
