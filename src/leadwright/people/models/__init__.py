"""Organisations, users and what they may do."""

from leadwright.people.models.areas import Area
from leadwright.people.models.organisations import (
    Group,
    GroupCollaboration,
    Organisation,
    Partnership,
    Unit,
    sort_name_of,
)
from leadwright.people.models.sign_in import ApiToken, Invitation, SecurityEvent, Terms, TermsAcceptance
from leadwright.people.models.users import HeldProfile, Profile, User, profiles_of, stored_profiles

__all__ = [
    "ApiToken",
    "Area",
    "Group",
    "GroupCollaboration",
    "HeldProfile",
    "Invitation",
    "Organisation",
    "Partnership",
    "Profile",
    "SecurityEvent",
    "Terms",
    "TermsAcceptance",
    "Unit",
    "User",
    "profiles_of",
    "sort_name_of",
    "stored_profiles",
]
