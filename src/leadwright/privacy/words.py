"""What the fields of the retention of data are called in a sentence."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "also": _("the texts about others"),
    "months": _("the number of months"),
}
