"""What can be done with an activity, as a table; what is not in it cannot be done."""

from collections.abc import Callable
from enum import StrEnum

from leadwright.activities.models import Activity
from leadwright.activities.states import ActivityState
from leadwright.foundation.refusals import Refused, refuse
from leadwright.leads.lifecycle import Verb as LeadVerb
from leadwright.leads.lifecycle import check as check_lead
from leadwright.leads.sides import other_side
from leadwright.people.access import require
from leadwright.people.models import User
from leadwright.people.moves import ActionState
from leadwright.people.reach import Permission


class Verb(StrEnum):
    """What can be done with an activity."""

    EDIT = "edit"
    START = "start"
    COMPLETE = "complete"
    CANCEL = "cancel"
    DELETE = "delete"
    INVITE = "invite"
    SHARE = "share"
    ATTACH = "attach"
    FOLLOW_UP = "follow_up"
    MAKE_LEAD = "make_lead"
    ADD_PARTICIPANT = "add_participant"


Guard = Callable[[Activity, User], None]
OF_LEADS: Permission = "lead.schedule"
WITHOUT_LEAD: Permission = "activity.edit"


def still_open(activity: Activity, by: User) -> None:
    """What is closed stays as it is."""
    if activity.is_closed:
        refuse("ACTIVITY_CLOSED", state=activity.get_state_display())


def not_cancelled(activity: Activity, by: User) -> None:
    """In what did not take place nobody took part; of what is done it can still be said who did."""
    if activity.state == ActivityState.CANCELLED:
        refuse("ACTIVITY_CLOSED", state=activity.get_state_display())


def not_begun(activity: Activity, by: User) -> None:
    """What was begun is not begun again."""
    if activity.state != ActivityState.PENDING:
        refuse("STATE_NOT_ALLOWED", because="ACTIVITY_BEGUN")


def on_a_lead(activity: Activity, by: User) -> None:
    """Only what belongs to a lead that another company has to do with can be shared."""
    if activity.lead is None or other_side(activity.lead, activity.organisation_id) is None:
        refuse("STATE_NOT_ALLOWED", because="NOBODY_TO_SHARE_WITH")


def of_no_lead(activity: Activity, by: User) -> None:
    """A lead is made once of an activity, and of none that belongs to a lead already."""
    if activity.lead is not None:
        refuse("STATE_NOT_ALLOWED", because="HAS_A_LEAD", lead=activity.lead)


def may_enter_leads(activity: Activity, by: User) -> None:
    """Whoever makes a lead may enter leads."""
    require(by, "lead.create")


def where_work_can_be_planned(activity: Activity, by: User) -> None:
    """What follows on an activity of a lead is planned through the lead."""
    if activity.lead is not None:
        check_lead(activity.lead, LeadVerb.SCHEDULE, by=by)


MOVES: dict[Verb, tuple[Guard, ...]] = {
    Verb.EDIT: (still_open,),
    Verb.START: (still_open, not_begun),
    Verb.COMPLETE: (still_open,),
    Verb.CANCEL: (still_open,),
    Verb.DELETE: (still_open,),
    Verb.INVITE: (still_open,),
    Verb.SHARE: (on_a_lead,),
    Verb.ATTACH: (),
    Verb.FOLLOW_UP: (where_work_can_be_planned,),
    Verb.MAKE_LEAD: (may_enter_leads, of_no_lead),
    Verb.ADD_PARTICIPANT: (not_cancelled,),
}


def require_own_side(activity: Activity, by: User) -> None:
    """Refuse with PERMISSION_DENIED (403) whoever is shared an activity: it is its own company's."""
    if activity.organisation_id != by.organisation_id:
        refuse("PERMISSION_DENIED", because="OTHER_SIDE")


def require_right(activity: Activity, by: User) -> None:
    """Refuse with PERMISSION_DENIED (403) who may not change it: of a lead, as the lead says; else as its owner's."""
    require_own_side(activity, by)
    if activity.lead is not None:
        require(by, OF_LEADS, activity.lead)
    else:
        require(by, WITHOUT_LEAD, activity)


def check(activity: Activity, verb: Verb, *, by: User) -> None:
    """Refuse unless the verb is possible: permission and company (403), then the guards (409)."""
    require_right(activity, by)
    for guard in MOVES[verb]:
        guard(activity, by)


def allowed_actions(activity: Activity, by: User) -> list[ActionState]:
    """Say for each verb whether it is possible, by the same checks that the verb itself makes."""
    return [_state_of(activity, verb, by) for verb in Verb]


def is_possible(activity: Activity, verb: Verb, *, by: User) -> bool:
    """Tell whether nothing closes a verb, by the checks that the verb itself makes."""
    return _state_of(activity, verb, by).allowed


def _state_of(activity: Activity, verb: Verb, by: User) -> ActionState:
    try:
        check(activity, verb, by=by)
    except Refused as no:
        return ActionState(action=verb, allowed=False, code=no.code, sentence=no.sentence)
    return ActionState(action=verb, allowed=True)
