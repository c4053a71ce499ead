"""The senders, purposes and first wordings that are shipped."""

from datetime import datetime

from leadwright.consent.models import ConsentPurpose, ConsentSender, Wording

SENDERS = (("dealer", "Dealer", "Dealer"), ("importer", "Importer", "Importeur"), ("brand", "Brand", "Merk"))
PURPOSES = (
    (
        "newsletter",
        "Newsletter",
        "Nieuwsbrief",
        "I want to receive the newsletter of the sender named here. I can withdraw this at any time.",
        "Ik wil de nieuwsbrief van de hier genoemde afzender ontvangen. Ik kan dit op elk moment intrekken.",
    ),
    (
        "offers",
        "Offers",
        "Aanbiedingen",
        "I want to be told about offers of the sender named here. I can withdraw this at any time.",
        "Ik wil over aanbiedingen van de hier genoemde afzender horen. Ik kan dit op elk moment intrekken.",
    ),
    (
        "events",
        "Events",
        "Evenementen",
        "I want to be invited to events of the sender named here. I can withdraw this at any time.",
        "Ik wil evenementen van de hier genoemde afzender bijwonen. Ik kan dit op elk moment intrekken.",
    ),
)


def install_consent(*, at: datetime) -> None:
    """Enter the shipped lists where they are missing; what an administrator added stays."""
    for position, (code, english, dutch) in enumerate(SENDERS):
        labels = {"en": english, "nl": dutch}
        ConsentSender.objects.get_or_create(code=code, defaults={"labels": labels, "position": position})
    for position, (code, english, dutch, *texts) in enumerate(PURPOSES):
        labels = {"en": english, "nl": dutch}
        purpose, made = ConsentPurpose.objects.get_or_create(
            code=code, defaults={"labels": labels, "position": position}
        )
        if made:
            Wording.objects.bulk_create(
                Wording(purpose=purpose, version=1, language=language, text=text, published_at=at)
                for language, text in zip(("en", "nl"), texts, strict=True)
            )
