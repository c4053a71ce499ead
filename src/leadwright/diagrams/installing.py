"""The processes that are shipped; an organisation redraws them, and adds its own."""

from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext_noop

from leadwright.diagrams.models import Diagram, Version
from leadwright.foundation.labels import shipped_labels

FOLDER = Path(__file__).parent / "shipped"
PROCESSES = (
    ("standard-sale", gettext_noop("Standard sale")),
    ("initial-contact", gettext_noop("Initial contact")),
)


def install_diagrams(*, at: datetime) -> None:
    """Enter the shipped processes where they are missing, published; what somebody changed stays."""
    for position, (code, label) in enumerate(PROCESSES):
        labels = shipped_labels(label)
        row, is_new = Diagram.objects.get_or_create(
            code=code, defaults={"labels": labels, "position": position}
        )
        if is_new:
            xml = (FOLDER / f"{code}.bpmn").read_text(encoding="utf-8")
            Version.objects.create(diagram=row, number=1, xml=xml, saved_at=at, published_at=at)
