"""The refusals about customers: what is wrong, and what to do about it."""

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.sentences import Refusal

REFUSALS = {
    "ACCOUNT_DATA_REQUIRED": Refusal(422, _("Fill in the account data first.")),
}
