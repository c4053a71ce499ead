"""Organisations, users and what they may do."""

from leadwright.people.models.areas import Area
from leadwright.people.models.guessing import KnownPlace, Try
from leadwright.people.models.organisations import (
    Group,
    GroupCollaboration,
    Organisation,
    Partnership,
    Unit,
    sort_name_of,
)
from leadwright.people.models.rates import RequestCount
from leadwright.people.models.sent_forms import SentForm
from leadwright.people.models.sign_in import (
    ApiToken,
    Invitation,
    PasswordRequest,
    SecurityEvent,
    Terms,
    TermsAcceptance,
    TermsDraft,
)
from leadwright.people.models.users import HeldProfile, Profile, User, profiles_of, stored_profiles

__all__ = [
    "ApiToken",
    "Area",
    "Group",
    "GroupCollaboration",
    "HeldProfile",
    "Invitation",
    "KnownPlace",
    "Organisation",
    "Partnership",
    "PasswordRequest",
    "Profile",
    "RequestCount",
    "SecurityEvent",
    "SentForm",
    "Terms",
    "TermsAcceptance",
    "TermsDraft",
    "Try",
    "Unit",
    "User",
    "profiles_of",
    "sort_name_of",
    "stored_profiles",
]
