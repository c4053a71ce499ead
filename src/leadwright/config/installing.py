"""What a fresh database needs before anybody can use it: enters what is missing, changes nothing."""

from django.db import transaction

from leadwright.communication.shipped import install_media
from leadwright.consent.shipped import install_consent
from leadwright.diagrams.installing import install_diagrams
from leadwright.foundation.clock import now
from leadwright.leads.shipped import install_base


@transaction.atomic
def install() -> None:
    """Enter what the rooms ship: profiles, terms, the lead type with its statuses, the lists of consents."""
    at = now()
    install_base(at=at)
    install_consent(at=at)
    install_media()
    install_diagrams(at=at)
