"""The refusals about exports of a whole company."""

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.sentences import Refusal

REFUSALS = {
    "EXPORT_WAITING": Refusal(409, _("An export that you asked for is still being made; wait for it.")),
    "EXPORT_NOT_READY": Refusal(
        409, _("This export holds no file: it is still being made, or could not be made.")
    ),
}
