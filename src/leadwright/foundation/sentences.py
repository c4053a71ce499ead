"""The sentence behind each refusal code: what is wrong and what to do about it."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "REFUSED": _("This is not possible now."),
    "NOT_FOUND": _("There is nothing here, or it is not yours to see."),
    "FEATURE_OFF": _("This part is switched off in this installation; an administrator can switch it on."),
    "MALFORMED": _("The request cannot be read: {reason}."),
    "FILE_UNREADABLE": _("The file cannot be read: {reason}."),
    "FILTER_UNKNOWN": _("There is no filter or order named “{name}”."),
    "CURSOR_INVALID": _("This page marker is not valid; start again from the first page."),
    "NOT_SIGNED_IN": _("Sign in, or send a valid token."),
    "PERMISSION_DENIED": _("Your role does not allow you to {act}; ask your company admin."),
    "HANDED_OVER": _("This lead has been handed over; only the company that handles it can do this."),
    "OTHER_SIDE": _("Only the other company that has to do with this lead knows this."),
    "OTHER_COMPANY": _("This is possible only within your own company."),
    "PROFILE_TOO_HIGH": _("You can give only what your own role allows you; leave out: {right}."),
    "NOT_UNIT_MEMBER": _(
        "Only members of the assigned unit, or of a unit in the same group, can accept this lead."
    ),
    "TERMS_NOT_ACCEPTED": _("Agree to the terms and conditions first."),
    "NO_ACTIVE_DEFINITION": _("There is no active lead definition; an administrator has to activate one."),
    "TYPE_NOT_ALLOWED": _("This lead type is not allowed by the active definition; choose another type."),
    "STATE_NOT_ALLOWED": _("The lead is {state}; this is not possible in that state."),
    "STATUS_NOT_ALLOWED": _("The status “{status}” cannot be used here; choose one of: {allowed}."),
    "NO_SUCH_STATUS": _("There is no status named “{status}” that fits here; an administrator can add one."),
    "TRANSITION_NOT_ALLOWED": _(
        "The status cannot go from “{from_status}” to “{to_status}”; choose another status first."
    ),
    "NOT_YOUR_TRANSITION": _(
        "Going from “{from_status}” to “{to_status}” is open to others only; ask one of them, or an administrator."
    ),
    "IN_USE": _("“{name}” cannot be deleted: it is used by {uses}. Change that first."),
    "DEFINITION_ACTIVE": _("The active definition cannot be deleted; make another one active first."),
    "NO_WAY_THERE": _(
        "From the status “{from_status}” a lead cannot become {state}; change the status first."
    ),
    "NOT_YOUR_WAY": _(
        "Only others can let a lead that is “{from_status}” become {state}; ask one of them, or an administrator."
    ),
    "ACTIVITIES_OPEN": _("Complete, cancel or delete the open activities first."),
    "ACCEPTANCE_PENDING": _("The lead still waits to be accepted."),
    "ALREADY_ACCEPTED": _("{winner} has already accepted this lead."),
    "NOT_OFFERED": _("The lead does not wait for acceptance."),
    "IN_THE_QUEUE": _("The lead is in the queue; offer it to somebody first."),
    "NOT_SENT": _("Nobody offered this lead, so there is no offer to reject or withdraw."),
    "ALREADY_QUALIFIED": _("The lead is an opportunity already; close it as won or lost instead."),
    "ALREADY_CONVERTED": _("The contact of this lead is a customer already, with account {account}."),
    "QUALIFICATION_OFF": _("Leads of this type are not qualified."),
    "GAPS_OPEN": _("This lead was brought in incomplete; fill in first: {gaps}."),
    "REASON_REQUIRED": _("Choose a reason."),
    "FIELD_REQUIRED": _("Fill in {field}."),
    "FIELD_INVALID": _("Check {field}: {reason}."),
    "FIELD_READ_ONLY": _("You cannot set {field}; the system does that."),
    "FIELD_UNKNOWN": _("There is no field named “{name}”."),
    "DEAL_VALUE_TOO_LOW": _("The deal value must be at least {minimum}."),
    "CURRENCY_NOT_ALLOWED": _("The deal value must be in {currency}."),
    "CONTACT_CHANNEL_REQUIRED": _("Give at least one e-mail address or telephone number."),
    "CONTACT_BLOCKED": _("This contact is blocked; no deal can be made with it."),
    "MERGER_DEPENDED_ON": _("The merger cannot be undone any more: {reason}."),
    "NOTHING_MERGED": _("No merger of this contact can be undone."),
    "STILL_BLOCKED": _("{name} is blocked: no deal can be made with it."),
    "COMPANY_BLOCKED": _("{name} is blocked, and somebody who works there is on this lead."),
    "CONFIRM_NEW_REQUIRED": _(
        "This contact already has leads; extend one, or confirm that you want a new one."
    ),
    "ACTIVITY_CLOSED": _("A closed activity cannot be changed; add a new one."),
    "LEVEL_NOT_SUPPORTED": _("This level is not supported; choose one of: {allowed}."),
    "OPT_IN_MISSING": _("There is no consent for this channel and sender."),
    "ACCOUNT_DATA_REQUIRED": _("Fill in the account data first."),
    "LAST_CONTACT": _("A lead keeps at least one contact."),
    "PROFILE_IN_USE": _("Users who have this role: {number}. Give them another role first."),
    "PROFILE_NAMED": _("The configuration names this role: {uses}. Take it out there first."),
    "PROFILE_SHIPPED": _("A role that is shipped cannot be changed; copy it and change the copy."),
    "LAST_ADMIN": _("A company keeps at least one active company admin."),
    "VERSION_REQUIRED": _("Send the version that you changed (If-Match)."),
    "VERSION_STALE": _("Somebody else changed this in the meantime; look at both versions and save again."),
    "KEY_REUSED": _("This Idempotency-Key was used for another request; use a new one."),
    "LINK_USED_UP": _("This link has been used or has expired; ask for a new one."),
    "RULE_INACTIVE": _("This rule only counts; make it active first."),
    "NUMBER_UNREADABLE": _(
        "The number cannot be decrypted with the secret of this installation; record it anew."
    ),
    "NATIONAL_NUMBERS_OFF": _("National register numbers are not kept in this installation."),
    "TOO_LARGE": _("This is too large; the limit is {limit}."),
    "IMPORT_RUNNING": _("Another import into this company is running; try again when it has finished."),
    "FILE_UNKNOWN": _("No mapping fits the headers of this file: {reason}. Give one of your own."),
    "IMPORT_DONE": _("This file is brought in already; look at its result."),
    "EMAIL_TAKEN": _("There is already a user with this e-mail address."),
    "COMPANY_TAKEN": _("There is already a company with this name; choose another name."),
    "NAME_TAKEN": _("There is already one with this name; choose another name."),
    "UNAVAILABLE": _("The database does not answer; nothing was stored. Try again in a moment."),
    "PASSWORD_WEAK": _("{reason}"),
}
