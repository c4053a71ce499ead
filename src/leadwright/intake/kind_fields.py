"""The fields of rows that are no leads, by the kind of row: their names, how each is read, and what a mapping needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from leadwright.contacts.models import Kind
from leadwright.intake.contact_fields import OF_A_CONTACT
from leadwright.intake.mapping import FIELDS, USUAL


@dataclass(frozen=True, kw_only=True)
class KindFields:
    """The fields of a kind of row, those of which a mapping names at least one, and their usual conversions."""

    names: tuple[str, ...]
    needs: tuple[str, ...]
    conversions: Mapping[str, str] = field(default_factory=dict)
    # What a mapping may name beside, and what is kept as a remark.
    remarked: tuple[str, ...] = ()

    @property
    def named(self) -> frozenset[str]:
        """All fields that a mapping of such rows may name."""
        return frozenset((*self.names, *self.remarked))


def _named(part: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{part}.{name}" for name in names)


OF_COMPANIES = _named("company", *OF_A_CONTACT[Kind.COMPANY])
OF_PEOPLE = _named("person", *OF_A_CONTACT[Kind.PERSON])
KIND_FIELDS: Mapping[str, KindFields] = {
    "contacts": KindFields(
        names=(*OF_COMPANIES, *OF_PEOPLE),
        needs=(
            *_named("company", "name", "email"),
            *_named("person", "name", "given_name", "family_name", "email"),
        ),
        conversions=USUAL,
        remarked=FIELDS,
    ),
    "companies": KindFields(
        names=OF_COMPANIES,
        needs=_named("company", "name", "email"),
        conversions=USUAL,
        remarked=tuple(name for name in FIELDS if not name.startswith("person")),
    ),
    "products": KindFields(
        names=_named("product", "code", "name", "kind", "description"),
        needs=_named("product", "code", "name"),
        conversions={"product.description": "text"},
    ),
    "users": KindFields(
        names=(*_named("user", "email", "name", "profiles", "phone", "language"), "unit", "group"),
        needs=_named("user", "email"),
        conversions={
            "user.email": "email",
            "user.profiles": "words",
            "user.phone": "phone",
            "user.language": "language",
        },
    ),
    "activities": KindFields(
        names=(
            *_named("activity", "kind", "subject", "text", "at", "end", "done", "place"),
            *_named("activity", "lead", "contact", "participants"),
            *_named("owner", "name", "email"),
        ),
        needs=_named("activity", "kind"),
        conversions={
            "activity.subject": "text",
            "activity.text": "text",
            "activity.at": "date",
            "activity.end": "date",
            "activity.done": "yes_no",
            "activity.participants": "words",
            "owner.email": "email",
        },
    ),
}
