"""What the fields of processes are called in a sentence."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "bpmn": _("the drawing (BPMN)"),
    "diagram": _("the process"),
}
