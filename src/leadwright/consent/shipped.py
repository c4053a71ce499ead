"""The channels, senders, purposes and first wordings that are shipped."""

from datetime import datetime

from django.utils.translation import gettext_noop

from leadwright.consent.models import ConsentChannel, ConsentPurpose, ConsentSender, Wording
from leadwright.foundation.labels import shipped_labels

CHANNELS = (
    ("email", gettext_noop("E-mail")),
    ("sms", gettext_noop("SMS")),
    ("phone", gettext_noop("Phone")),
    ("post", gettext_noop("Post")),
)
SENDERS = (
    ("dealer", gettext_noop("Dealer")),
    ("importer", gettext_noop("Importer")),
    ("brand", gettext_noop("Brand")),
)
PURPOSES = (
    (
        "newsletter",
        gettext_noop("Newsletter"),
        gettext_noop(
            "I want to receive the newsletter of the sender named here. I can withdraw this at any time."
        ),
    ),
    (
        "offers",
        gettext_noop("Offers"),
        gettext_noop(
            "I want to be told about offers of the sender named here. I can withdraw this at any time."
        ),
    ),
    (
        "events",
        gettext_noop("Events"),
        gettext_noop(
            "I want to be invited to events of the sender named here. I can withdraw this at any time."
        ),
    ),
)


def install_consent(*, at: datetime) -> None:
    """Enter the shipped lists where they are missing; what an administrator added stays."""
    for model, shipped in ((ConsentChannel, CHANNELS), (ConsentSender, SENDERS)):
        for position, (code, label) in enumerate(shipped):
            defaults = {"labels": shipped_labels(label), "position": position}
            model._default_manager.get_or_create(code=code, defaults=defaults)
    for position, (code, label, wording) in enumerate(PURPOSES):
        defaults = {"labels": shipped_labels(label), "position": position}
        purpose, is_new = ConsentPurpose.objects.get_or_create(code=code, defaults=defaults)
        if is_new:
            Wording.objects.bulk_create(
                Wording(purpose=purpose, version=1, language=language, text=text, published_at=at)
                for language, text in shipped_labels(wording).items()
            )
