"""The refusals about leads and their life cycle: what is wrong, and what to do about it."""

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.sentences import Refusal

REFUSALS = {
    "HANDED_OVER": Refusal(
        422, _("This lead has been handed over; only the company that handles it can do this.")
    ),
    "OTHER_SIDE": Refusal(422, _("Only the other company that has to do with this lead knows this.")),
    "NOT_UNIT_MEMBER": Refusal(
        403, _("Only members of the assigned unit, or of a unit in the same group, can accept this lead.")
    ),
    "NO_ACTIVE_DEFINITION": Refusal(
        409, _("There is no active lead definition; an administrator has to activate one.")
    ),
    "TYPE_NOT_ALLOWED": Refusal(
        422, _("This lead type is not allowed by the active definition; choose another type.")
    ),
    "STATE_NOT_ALLOWED": Refusal(409, _("The lead is {state}; this is not possible in that state.")),
    "STATUS_NOT_ALLOWED": Refusal(
        422, _("The status “{status}” cannot be used here; choose one of: {allowed}.")
    ),
    "NO_SUCH_STATUS": Refusal(
        422, _("There is no status named “{status}” that fits here; an administrator can add one.")
    ),
    "ONLY_BY_QUALIFYING": Refusal(
        422, _("A lead becomes “{status}” when it is qualified as an opportunity; qualify it instead.")
    ),
    "TRANSITION_NOT_ALLOWED": Refusal(
        409, _("The status cannot go from “{from_status}” to “{to_status}”; choose another status first.")
    ),
    "NOT_YOUR_TRANSITION": Refusal(
        422,
        _(
            "Going from “{from_status}” to “{to_status}” is open to others only; ask one of them, or an administrator."
        ),
    ),
    "DEFINITION_ACTIVE": Refusal(
        409, _("The active definition cannot be deleted; make another one active first.")
    ),
    "NO_WAY_THERE": Refusal(
        422, _("From the status “{from_status}” a lead cannot become {state}; change the status first.")
    ),
    "NOT_YOUR_WAY": Refusal(
        422,
        _(
            "Only others can let a lead that is “{from_status}” become {state}; ask one of them, or an administrator."
        ),
    ),
    "ACCEPTANCE_PENDING": Refusal(409, _("The lead still waits to be accepted.")),
    "ALREADY_ACCEPTED": Refusal(409, _("{winner} has already accepted this lead.")),
    "MAIL_ANSWERS_OFF": Refusal(
        410, _("Your company does not let offers be answered from a mail any more; sign in to answer it.")
    ),
    "MAIL_ANSWER_USED": Refusal(410, _("This offer was answered or withdrawn; the link does nothing more.")),
    "REMINDER_ANSWERED": Refusal(
        410,
        _("This reminder was answered, or is too old; the link does nothing more. Sign in to see the lead."),
    ),
    "MAIL_ANSWER_EXPIRED": Refusal(
        410, _("The time to answer this offer is over, and with it the link; sign in to see the lead.")
    ),
    "NOT_OFFERED": Refusal(422, _("The lead does not wait for acceptance.")),
    "ACTIVITIES_OPEN": Refusal(
        409,
        _("Activities of this lead that are still open: {number}. Complete, cancel or delete them first."),
    ),
    "ONLY_THE_OWNER": Refusal(422, _("Only the owner of this lead can do this.")),
    "PROCESS_UNDER_WAY": Refusal(
        409, _("Leads of this kind are won at the end of their process; complete the steps that are left.")
    ),
    "KIND_FIXED": Refusal(
        409,
        _("A step of this kind's process is done, so the kind stays; close the lead and open another one."),
    ),
    "DEMAND_EMPTY": Refusal(409, _("No line of the demand has an expected price; enter one first.")),
    "DEMAND_CURRENCIES": Refusal(
        409,
        _("The lines are in several currencies, which are never added; enter the target amount yourself."),
    ),
    "NO_CLOCK_TO_POSTPONE": Refusal(
        422, _("This lead has no clock that can be put off; change its expected completion instead.")
    ),
    "ALREADY_POSTPONED": Refusal(
        422, _("This clock was put off once already; a clock is put off once only.")
    ),
    "IN_THE_QUEUE": Refusal(422, _("The lead is in the queue; offer it to somebody first.")),
    "NOT_SENT": Refusal(422, _("Nobody offered this lead, so there is no offer to reject or withdraw.")),
    "ALREADY_QUALIFIED": Refusal(
        422, _("The lead is an opportunity already; close it as won or lost instead.")
    ),
    "ALREADY_CONVERTED": Refusal(
        422, _("The contact of this lead is a customer already, with account {account}.")
    ),
    "QUALIFICATION_OFF": Refusal(422, _("Leads of this type are not qualified.")),
    "DEAL_VALUE_TOO_LOW": Refusal(422, _("The deal value must be at least {minimum}.")),
    "CURRENCY_NOT_ALLOWED": Refusal(422, _("The deal value must be in {currency}.")),
    "STILL_BLOCKED": Refusal(422, _("{name} is blocked: no deal can be made with it.")),
    "COMPANY_BLOCKED": Refusal(422, _("{name} is blocked, and somebody who works there is on this lead.")),
    "CONFIRM_NEW_REQUIRED": Refusal(
        409, _("This contact already has leads; extend one, or confirm that you want a new one.")
    ),
    "LEVEL_NOT_SUPPORTED": Refusal(422, _("This level is not supported; choose one of: {allowed}.")),
    "LAST_CONTACT": Refusal(409, _("A lead keeps at least one contact.")),
}
