"""The media that are shipped; an organisation adds its own."""

from django.utils.translation import gettext_noop

from leadwright.communication.models import Medium, Target
from leadwright.foundation.labels import shipped_labels

# Code, name, where it reaches somebody, the most characters, the channel of consent.
MEDIA: tuple[tuple[str, str, Target, int | None, str], ...] = (
    ("email", gettext_noop("E-mail"), Target.EMAIL, None, "email"),
    ("sms", gettext_noop("SMS"), Target.PHONE, 160, "sms"),
    ("phone", gettext_noop("Phone"), Target.PHONE, None, "phone"),
    ("letter", gettext_noop("Letter"), Target.NONE, None, "post"),
    ("face-to-face", gettext_noop("Face to face"), Target.NONE, None, ""),
)


def install_media() -> None:
    """Enter the shipped media where they are missing; what an administrator changed stays."""
    for position, (code, label, target, limit, channel) in enumerate(MEDIA):
        defaults = {
            "labels": shipped_labels(label),
            "position": position,
            "target": target,
            "limit": limit,
            "consent_channel": channel,
        }
        Medium.objects.get_or_create(code=code, defaults=defaults)
