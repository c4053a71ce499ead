"""The refusals about users, roles, terms and companies: what is wrong, and what to do about it."""

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.sentences import Refusal

REFUSALS = {
    "PROFILE_TOO_HIGH": Refusal(
        403, _("You can give only what your own roles allow you; leave out: {right}.")
    ),
    "USER_ABOVE_OWN": Refusal(
        403, _("This user has a right that you lack: {right}. Ask somebody who has it too.")
    ),
    "ROLE_ABOVE_OWN": Refusal(
        403, _("This role gives a right that you lack: {right}. Ask somebody who has it too.")
    ),
    "TERMS_NOT_ACCEPTED": Refusal(403, _("Agree to the terms and conditions first.")),
    "NO_DRAFT": Refusal(409, _("There is no draft of the terms; write one first.")),
    "DRAFT_CHANGED": Refusal(
        409, _("Somebody changed the draft meanwhile; look at it again before you publish it.")
    ),
    "PROFILE_IN_USE": Refusal(409, _("Users who have this role: {number}. Give them another role first.")),
    "PROFILE_NAMED": Refusal(422, _("The configuration names this role: {uses}. Take it out there first.")),
    "PROFILE_SHIPPED": Refusal(
        409, _("A role that is shipped cannot be changed; copy it and change the copy.")
    ),
    "LAST_CONFIGURATOR": Refusal(
        409,
        _(
            "Somebody who may change the configuration must still be able to sign in; "
            "give this right to somebody else first."
        ),
    ),
    "LAST_ADMIN": Refusal(409, _("A company keeps at least one active company admin.")),
    "EMAIL_TAKEN": Refusal(422, _("There is already a user with this e-mail address.")),
    "COMPANY_TAKEN": Refusal(422, _("There is already a company with this name; choose another name.")),
    "TOO_MANY_TRIES": Refusal(429, _("Too many attempts; wait a quarter of an hour, then try again.")),
    "RATE_LIMITED": Refusal(429, _("Too many requests in a minute; go on in {seconds} seconds.")),
    "TOKEN_EXPIRED": Refusal(
        401, _("This token ended on {day}; make a new one on the page “API tokens” and use that.")
    ),
    "TOKEN_READ_ONLY": Refusal(
        403, _("The token “{name}” may only read; use one that may read and write to change something.")
    ),
    "PASSWORD_WEAK": Refusal(422, _("{reason}")),
}
