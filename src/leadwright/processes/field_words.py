"""What the fields of a process on a lead are called in a sentence."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "step": _("the step"),
    "steps": _("the steps"),
    "version": _("the version"),
    "dry_run": _("whether it is only tried"),
}
