"""Terms, and the log of those who were shown restricted data."""

from datetime import datetime

from django.db import transaction

from leadwright.history.record import record
from leadwright.people.facts import TermsAccepted
from leadwright.people.models import SecurityEvent, Terms, TermsAcceptance, User

REVEALED = "NUMBER_REVEALED"


def terms_in_force() -> Terms | None:
    """Return the newest version of the terms, if any."""
    return Terms.objects.order_by("-version").first()


def _version_asked(user: User) -> int | None:
    """Return the newest version that everybody has to agree to; who was fetched with his rights brings it along."""
    if hasattr(user, "terms_asked"):
        version: int | None = user.terms_asked
        return version
    asked = Terms.objects.filter(needs_agreement=True).order_by("-version")
    return asked.values_list("version", flat=True).first()


@transaction.atomic
def publish_terms(texts: dict[str, str], *, at: datetime, needs_agreement: bool = True) -> Terms:
    """Put a new version of the terms into force; everybody is asked again, unless it needs no agreement."""
    newest = terms_in_force()
    return Terms.objects.create(
        version=(newest.version if newest else 0) + 1,
        texts=texts,
        published_at=at,
        needs_agreement=needs_agreement,
    )


def has_agreed(user: User) -> bool:
    """Tell whether the user agreed to the version in force, or to one that still suffices."""
    version = _version_asked(user)
    return version is None or (user.terms_version or 0) >= version


def agreements_to(terms: Terms) -> int:
    """Return how many users agreed to a version."""
    return TermsAcceptance.objects.filter(terms=terms).count()


def agreement_of(user: User) -> TermsAcceptance | None:
    """Return the newest version of the terms that the user agreed to, with when that was, if there is any."""
    return user.acceptances.select_related("terms").order_by("-terms__version").first()


@transaction.atomic
def accept_terms(user: User, *, at: datetime) -> None:
    """Store that the user agreed to the version in force, once per version."""
    terms = terms_in_force()
    if terms is None or user.terms_version == terms.version:
        return
    TermsAcceptance.objects.get_or_create(user=user, terms=terms, defaults={"at": at})
    user.terms_version = terms.version
    user.save(update_fields=["terms_version"])
    record(TermsAccepted(user=user, version=terms.version, by=user.party(), at=at))


def note_reveal(*, user: User, kind: str, path: str, address: str | None, at: datetime) -> SecurityEvent:
    """Write down that somebody was shown restricted data in full; the data themselves are not kept."""
    return SecurityEvent.objects.create(
        user=user, code=REVEALED, kind=kind, method="POST", path=path[:300], address=address, at=at
    )
