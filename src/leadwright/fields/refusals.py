"""The refusals about own fields: what is wrong, and what to do about it."""

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.sentences import Refusal

REFUSALS = {
    "FIELD_RETIRED": Refusal(409, _("This field was retired; make a new one instead.")),
    "FIELD_IN_FORCE": Refusal(409, _("Retire this field first; then it can be removed with all its values.")),
    "CONFIRM_PURGE_REQUIRED": Refusal(
        409, _("{number} rows have a value in this field; confirm that all of them are to be lost.")
    ),
}
