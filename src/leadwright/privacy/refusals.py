"""The refusals about retention: what is wrong, and what to do about it."""

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.sentences import Refusal

REFUSALS = {
    "RULE_INACTIVE": Refusal(409, _("This rule only counts; make it active first.")),
}
