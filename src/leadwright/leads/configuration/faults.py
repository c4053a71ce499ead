"""What can be wrong with a configuration: a code, the place and a sentence that says what to do."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

Place = tuple[str | int, ...]

SENTENCES = {
    "CODE_INVALID": _("“{code}” is no code: use up to 60 letters, digits, hyphens and underscores."),
    "CODE_TWICE": _("The code “{code}” is given twice; give each its own."),
    "NAME_MISSING": _("“{code}” has no name in English; give it one."),
    "NAME_INVALID": _("A name of “{code}” is not valid: {reason}."),
    "NAME_TWICE": _("The name “{name}” is given twice; give each its own."),
    "STATE_UNKNOWN": _("The status “{code}” belongs to no life-cycle state; choose one of: {allowed}."),
    "KIND_UNKNOWN": _("The lost reason “{code}” has no kind; choose one of: {allowed}."),
    "ROLE_KIND_UNKNOWN": _("The role “{code}” has no kind; choose one of: {allowed}."),
    "ROLE_KIND_FIXED": _("The role “{code}” keeps its kind for good; add another role instead."),
    "TITLE_CODE_TAKEN": _(
        "“{code}” says what kind of contact it is, not how it is addressed; give the title another code."
    ),
    "STATUS_UNKNOWN": _("There is no status “{status}”; add it to the statuses, or take it out here."),
    "STATUS_RETIRED": _("The status “{status}” is retired; bring it back, or take it out here."),
    "STATUS_TWICE": _("The status “{status}” is allowed twice; name it once."),
    "STATE_WITHOUT_STATUS": _("No status for “{state}” is allowed; allow at least one."),
    "STATE_WITHOUT_DEFAULT": _("No status for “{state}” is the default; choose one."),
    "TWO_DEFAULTS": _("“{state}” has more than one default: {statuses}; choose one."),
    "DEFAULT_NOT_ALLOWED": _("The default “{status}” is not an allowed status; allow it, or choose another."),
    "NO_INITIAL": _("No status is the initial one; choose the one that new leads get."),
    "TWO_INITIALS": _("More than one status is initial: {statuses}; choose one."),
    "INITIAL_NOT_ALLOWED": _("The initial status “{status}” is not allowed; allow it, or choose another."),
    "FINAL_INITIAL": _("The initial status “{status}” is final; a new lead cannot be closed already."),
    "TRANSITION_STATUS_NOT_ALLOWED": _(
        "The transition from “{start}” to “{end}” uses “{status}”, which is not allowed; "
        "allow it, or remove the transition."
    ),
    "TRANSITION_TO_ITSELF": _("A transition from “{status}” leads to itself; remove it."),
    "TRANSITION_FROM_FINAL": _("“{status}” is final; remove the transition to “{end}”."),
    "TRANSITION_TWICE": _(
        "The transition from “{start}” to “{end}” is listed twice for the same people; "
        "limit each to others, or remove one."
    ),
    "TRAP": _("From “{status}” a lead can never be closed; add a transition that leads on."),
    "UNREACHABLE": _("No lead can ever get to “{status}”; add a transition to it, or do not allow it."),
    "ONE_WAY_PEOPLE": _(
        "{who} can bring a lead to “{status}” but never out of it; open a transition from there to them."
    ),
    "REQUIRED_UNKNOWN": _(
        "The transition requires “{name}”, which cannot be required; choose of: {allowed}."
    ),
    "GROUP_UNKNOWN": _("There is no group “{name}”; write “Organisation / Group” as they are named."),
    "UNIT_UNKNOWN": _("There is no unit “{name}”; write “Organisation / Group / Unit” as they are named."),
    "USER_UNKNOWN": _("There is no user “{name}”; write the e-mail address of one."),
    "PROFILE_UNKNOWN": _("There is no profile “{name}”; write the code of one."),
    "OUTCOME_UNKNOWN": _("There is no outcome “{outcome}”; choose of: {allowed}."),
    "OUTCOME_WITHOUT_STATUS": _(
        "The outcome “{outcome}” leads to no status; choose one, or switch qualification off."
    ),
    "OUTCOME_WRONG_STATE": _("The outcome “{outcome}” needs a status for “{state}”; “{status}” is not."),
    "OUTCOME_NOT_ALLOWED": _(
        "The outcome “{outcome}” leads to “{status}”, which is not allowed; allow it, or choose another."
    ),
    "NO_QUALIFICATION_REASON": _(
        "Leads can be found invalid, but there is no lost reason for it; add one of the kind “qualification”."
    ),
    "LEVEL_INVALID": _("The {name} must be a whole number from 1 to {most}."),
    "ESTIMATE_INVALID": _(
        "The estimate must be a whole number with its unit, from 1 to at most one of: {allowed}."
    ),
    "DEADLINE_INVALID": _("“{name}” must be a whole number of days from 1 to 3650."),
    "DEADLINE_UNKNOWN": _("There is no deadline “{name}”; choose of: {allowed}."),
    "NO_ACTIVE_DEFINITION": _("No definition is active; make one active, or nothing can be done with leads."),
    "TWO_ACTIVE_DEFINITIONS": _("More than one definition is active: {names}; one can be."),
    "DEFINITION_WITHOUT_TYPES": _("The definition “{code}” allows no lead type; allow at least one."),
    "TYPE_UNKNOWN": _("There is no lead type “{name}”; add it, or take it out here."),
    "TYPE_RETIRED": _("The lead type “{name}” is retired; bring it back, or take it out here."),
    "REASON_UNKNOWN": _("There is no lost reason “{name}”; add it, or take it out here."),
    "REASON_RETIRED": _("The lost reason “{name}” is retired; bring it back, or take it out here."),
    "REASON_OF_QUALIFICATION": _("“{name}” is offered when a lead is invalid, always; take it out here."),
    "SOURCE_UNKNOWN": _("There is no source “{name}”; add it, or take it out here."),
    "SOURCE_RETIRED": _("The source “{name}” is retired; bring it back, or take it out here."),
    "APPROACH_UNKNOWN": _(
        "The kind of activity “{code}” is done in no known manner; choose one of: {allowed}."
    ),
    "CONTROL_UNKNOWN": _(
        "The kind of opportunity “{code}” moves in no known manner; choose one of: {allowed}."
    ),
    "DIAGRAM_NEEDED": _("The kind of opportunity “{code}” moves by steps; name the process that has them."),
    "DIAGRAM_UNUSED": _("The kind of opportunity “{code}” does not move by steps; leave out its process."),
    "DIAGRAM_UNKNOWN": _(
        "The kind of opportunity “{code}” names no published process; publish “{name}” first."
    ),
    "ACTIVITY_KIND_UNKNOWN": _("There is no kind of activity “{name}”; add it, or take it out here."),
    "ACTIVITY_KIND_RETIRED": _(
        "The kind of activity “{name}” is retired; bring it back, or take it out here."
    ),
    "PRODUCT_KIND_UNKNOWN": _("The product “{code}” is of no kind; choose one of: {allowed}."),
    "WEBSITE_INVALID": _("The website of “{code}” is no address; write it like https://example.org."),
    "CATEGORY_UNKNOWN": _("There is no category “{name}”; add it, or take it out here."),
    "CATEGORY_RETIRED": _("The category “{name}” is retired; bring it back, or take it out here."),
    "PRODUCT_UNKNOWN": _("There is no product “{name}” of this kind; add it, or take it out here."),
    "PRODUCT_RETIRED": _("The product “{name}” is retired; bring it back, or take it out here."),
    "COMPETITOR_UNKNOWN": _("There is no competitor “{name}”; add it, or take it out here."),
    "COMPETITOR_RETIRED": _("The competitor “{name}” is retired; bring it back, or take it out here."),
    "LEVEL_UNKNOWN": _("“{name}” is no level of this scale; name each from 1 to {most} once at most."),
    "LEVEL_WITHOUT_NAME": _("The level {name} is supported but has no name in English; give it one."),
    "ONE_DEFAULT_LEVEL": _("{number} levels are the default; exactly one must be."),
    "DEFAULT_LEVEL_NOT_SUPPORTED": _(
        "The default level {name} is not supported; support it, or choose another."
    ),
    "TYPE_LEVEL_NOT_SUPPORTED": _(
        "The lead type “{kind}” has the level {name}, which is not supported; support it, or change the type."
    ),
    "ACCOUNT_CLASS_UNKNOWN": _("There is no account classification “{name}”; add it, or choose another."),
    "ACCOUNT_CLASS_RETIRED": _("The account classification “{name}” is retired; choose another."),
    "ACCOUNT_CLASS_MISSING": _("Conversion needs an account classification for new customers; choose one."),
    "CREDIT_RATING_UNKNOWN": _("There is no credit rating “{name}”; add it, or choose another."),
    "CREDIT_RATING_RETIRED": _("The credit rating “{name}” is retired; choose another."),
    "CREDIT_RATING_MISSING": _("Conversion needs a credit rating for new customers; choose one."),
    "PRODUCT_KIND_FIXED": _("The product “{code}” keeps its kind for good; add another product instead."),
    "NO_LOST_REASON": _(
        "Leads can be lost, but the definition “{code}” offers no lost reason; choose at least one."
    ),
    "CURRENCY_UNKNOWN": _("There is no currency “{name}”; write its code, such as EUR."),
    "NOTICE_INVALID": _(
        "The notices of “{name}” are not valid: give at most {most} whole numbers from 1 to {latest}."
    ),
    "NOTICE_TWICE": _("A notice of “{name}” is given twice; give each its own time."),
    "AMOUNT_INVALID": _(
        "The minimum in {name} must be an amount from 0 up, in the decimals of the currency."
    ),
    "FEATURE_UNKNOWN": _("There is no part “{name}” that can be switched off; choose of: {allowed}."),
    "STATE_FIXED": _("The status “{code}” keeps the state “{state}” for good; add another status instead."),
    "KIND_FIXED": _("The lost reason “{code}” keeps its kind for good; add another reason instead."),
    "STATUS_IN_USE": _(
        "“{status}” is the status of {number} open leads ({kind}); choose the status that they move to."
    ),
    "MOVE_INVALID": _(
        "“{status}” goes away, and its {number} open leads ({kind}) cannot move to “{target}”; "
        "choose one of: {allowed}."
    ),
    "TYPE_IN_USE": _("The lead type “{name}” has {number} open leads; close those first."),
    "FILE_INVALID": _("{reason}"),
}
OF_FIELD = _("Field “{name}”: {reason}.")
SENTENCES_OF_FIELDS = {
    "FIELD_SUBJECT_UNKNOWN": _("“{name}” has no own fields; choose of: {allowed}."),
    "FIELD_KEY_INVALID": _("“{name}” cannot be the key of a field for all companies: {reason}."),
    "FIELD_KIND_UNKNOWN": OF_FIELD,
    "FIELD_KIND_FIXED": _(
        "The field “{name}” keeps its kind “{reason}” for good; make a new field, copy the values into it "
        "and retire this one."
    ),
    "FIELD_STAYS_RETIRED": _(
        "The field “{name}” was retired and stays as it was exported; make a new field instead."
    ),
    "FIELD_CHOICE_IN_USE": _(
        "The choice “{choice}” of the field “{name}” is left out, and {reason} have it; keep it here with "
        "“retired: true”, so that it stays there and is offered no longer."
    ),
    "FIELD_DEFAULT_INVALID": OF_FIELD,
    "FIELD_PLACE_UNKNOWN": OF_FIELD,
    "FIELD_CONDITION_INVALID": OF_FIELD,
    "FIELD_EXPRESSION_INVALID": OF_FIELD,
    "FIELD_PART_INVALID": OF_FIELD,
}
SENTENCES_OF_SECTIONS = {
    "MEDIUM_INVALID": _("Medium “{name}”: {reason}."),
    "TEMPLATE_INVALID": _("Template “{name}”: {reason}."),
    "PROCESS_INVALID": _("Process “{name}”: {reason}."),
}
EVERY_SENTENCE = SENTENCES | SENTENCES_OF_FIELDS | SENTENCES_OF_SECTIONS

EVERYBODY = _("Everybody")
_HOLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong: its code, where in the blueprint, and what the sentence is filled with."""

    code: str
    place: Place
    words: dict[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """What is wrong and what to do about it, in the active language."""
        return _HOLE.sub(lambda hole: self.words.get(hole[1], hole[0]), str(EVERY_SENTENCE[self.code]))

    @property
    def path(self) -> str:
        """The place as a dotted name."""
        return ".".join(str(step) for step in self.place)


def fault(kind: str, /, *place: str | int, **words: object) -> Fault:
    """Return a fault at a place."""
    return Fault(code=kind, place=place, words={name: str(word) for name, word in words.items()})
