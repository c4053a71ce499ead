"""The refusals about processes on leads: what is wrong, and what to do about it."""

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.sentences import Refusal

REFUSALS = {
    "PROCESS_MISSING": Refusal(
        409, _("No process runs on this lead; choose a kind of opportunity and post it.")
    ),
    "PROCESS_UNPUBLISHED": Refusal(
        409, _("The process “{name}” is not published; publish it, or choose another kind of opportunity.")
    ),
    "MOVED_BY_PROCESS": Refusal(
        409, _("This lead moves by its process, no step can be skipped; complete the tasks of its step.")
    ),
    "ROLE_UNKNOWN": Refusal(
        409,
        _(
            "Nobody can be in charge of “{name}”: “{value}” is no role, and no unit of the company that works this "
            "lead. Correct the process, or add the unit."
        ),
    ),
    "STEP_BY_QUALIFY": Refusal(
        409, _("“{name}” is completed by qualifying the lead as an opportunity: press Update on the lead.")
    ),
    "STEP_UNANSWERED": Refusal(
        409,
        _("“{name}” is completed by qualifying the lead and asks for {names}: answer on its task first."),
    ),
    "STEPS_UNMAPPED": Refusal(
        422, _("The other version has no step for: {names}. Say for each where its lead goes on.")
    ),
}
