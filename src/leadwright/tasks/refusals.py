"""The refusals about tasks: what is wrong, and what to do about it."""

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.sentences import Refusal

REFUSALS = {
    "TASK_DONE": Refusal(409, _("This task is {state} and stays as it is; make another one instead.")),
    "TASK_TAKEN": Refusal(409, _("{name} is in charge of this task already; ask for it to be delegated.")),
    "TASK_OF_OTHERS": Refusal(403, _("This task is others' to work on; ask {name}, or whoever made it.")),
    "TASK_NOT_ADDRESSED": Refusal(
        422, _("Only somebody of the unit or the role that it is for can take it.")
    ),
    "TASK_DUE_FIRST": Refusal(422, _("It would be due before it begins; choose a later day.")),
    "TASK_OUT_OF_REACH": Refusal(
        422, _("{name} could not see the lead of this task; name somebody of your company who can.")
    ),
}
