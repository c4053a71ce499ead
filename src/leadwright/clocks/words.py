"""What the fields of calendars are called in a sentence."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "closing_days": _("the closing days"),
    "weekdays": _("the working days"),
}
