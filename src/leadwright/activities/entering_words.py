"""What can be chosen when an activity is entered, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REMINDERS: tuple[tuple[str, "str | Promise"], ...] = (
    ("", _("no reminder")),
    ("0", _("when it begins")),
    ("15", _("a quarter of an hour before")),
    ("60", _("an hour before")),
    ("1440", _("a day before")),
)
