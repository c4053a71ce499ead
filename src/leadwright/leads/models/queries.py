"""What can be asked about leads, as QuerySet methods that compose; the lead itself stands in the module above."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from leadwright.contacts.blocked_keys import equals_blocked
from leadwright.contacts.models import Contact
from leadwright.foundation.refusals import NotFound, refuse
from leadwright.foundation.subqueries import among, beyond
from leadwright.leads.orders import DIRECTIONS
from leadwright.leads.sought import written
from leadwright.leads.states import OPEN, Acceptance, State
from leadwright.people.access import ANYWHERE, Place, scope, scopes
from leadwright.people.models import Unit, User
from leadwright.people.reach import Permission

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)
# Whom and what the rules and pages look at beside the configuration, and what nobody looks at there.
AROUND = (
    "contact__company",
    "owner",
    "unit",
    "group",
    "organisation",
    "sender",
    "origin",
    "accepted_by",
    "offered_to",
)
OF_A_USER = ("password", "last_login", "phone", "is_demo", "shut_at", "terms_version", "date_joined")
OF_AN_ORGANISATION = ("reception_unit", "second_factor_for_all", "second_factor_profiles", "created_at")
UNUSED = (
    *("search", "due_order", "rank", "amount_order", "contact__search", "contact__company__search"),
    *(f"{whom}__{name}" for whom in ("owner", "accepted_by", "offered_to") for name in OF_A_USER),
    *(f"{place}__{name}" for place in ("organisation", "sender", "origin") for name in OF_AN_ORGANISATION),
)

MANY = 5_000


def columns_of(order: str) -> tuple[tuple[str, ...], bool]:
    """Return the columns of an offered order and whether it runs downwards; any other is refused."""
    if order not in DIRECTIONS:
        refuse("FILTER_UNKNOWN", field="ordering", name=order[:40])
    return DIRECTIONS[order].columns, DIRECTIONS[order].falls


class LeadQueries(models.QuerySet[Row_co]):
    """What can be asked about leads; scope, filter and page compose."""

    def within_reach(self, user: User, permission: Permission, *, at: Place = ANYWHERE) -> Self:
        """Return the leads that a permission of the user reaches, all or those at a place; deleted ones are gone."""
        return self.filter(scope(user, permission, at=at), deleted_at=None)

    def by_reach(self, user: User, permission: Permission, *, at: Place = ANYWHERE) -> list[Self]:
        """Return the same leads, those of each reach for themselves: each has its indexes, both together none."""
        return [self.filter(part, deleted_at=None) for part in scopes(user, permission, at=at)]

    def id_of(self, number: int) -> int:
        """Return a number that is among these leads, or refuse as if it had never been."""
        if not self.filter(pk=number).exists():
            raise NotFound
        return number

    def brought_in(self, organisation_id: int, keys: Sequence[str]) -> dict[str, int]:
        """Return the numbers of the leads that an organisation brought in under some keys, deleted ones too.

        A key that two systems have says nothing, and is left out.
        """
        data: dict[str, int] = {}
        several: set[str] = set()
        rows = self.filter(origin=organisation_id).exclude(external_key="")
        for start in range(0, len(keys), MANY):
            some = rows.filter(external_key__in=keys[start : start + MANY])
            for key, number in some.values_list("external_key", "number"):
                several.update({key} & data.keys())
                data[key] = number
        return {key: number for key, number in data.items() if key not in several}

    def with_competitors(self) -> Self:
        """Fetch along the ids of the competitors that each lead names."""
        model: Any = self.model
        named = model.competitors.through.objects.filter(lead=OuterRef("pk"))
        return self.annotate(fetched_competitors=ArraySubquery(named.values("competitor")))

    def with_comment_of(self, user: User) -> Self:
        """Fetch along what the user's company says about each lead for itself."""
        model: Any = self.model
        company = user.organisation_id
        own = model.comments.rel.related_model._default_manager.filter(
            lead=OuterRef("pk"), organisation=company
        )
        text = Coalesce(Subquery(own.values("text")), Value(""), output_field=models.TextField())
        return self.annotate(fetched_comment=text, fetched_comment_of=Value(company))

    def with_attachments_of(self, user: User) -> Self:
        """Fetch along the comment of the user's company, and whether each lead has attachments of each kind at all."""
        model: Any = self.model
        tables = {
            "interests": model.interests.rel.related_model,
            "products": model.products.rel.related_model,
            "competitors": model.competitors.through,
            "deal_types": model.deal_types.through,
        }
        rows = {name: table._default_manager.filter(lead=OuterRef("pk")) for name, table in tables.items()}
        likeness = Case(When(equals_blocked("contact", "contact__organisation"), then=F("contact")))
        rows_with_comment = self.with_comment_of(user).annotate(contact_like_blocked=likeness)
        return rows_with_comment.annotate(**{f"has_{name}": Exists(rows[name]) for name in rows})

    def with_rules(self) -> Self:
        """Fetch along what each rule and page looks at; the configuration itself is known."""
        return self.select_related(*AROUND).defer(*UNUSED)

    def open(self) -> Self:
        """Return the leads that can still be worked on."""
        return self.filter(state__in=OPEN)

    def awaiting(self, user: User) -> Self:
        """Return the leads that this user could accept: those of his group's units."""
        units = Unit.objects.filter(group=user.group_id).values_list("pk")
        return self.filter(
            among("unit", units), acceptance=Acceptance.AWAITING, organisation_id=user.organisation_id
        )

    def worked_by(self, user: User) -> Self:
        """Return the leads that a user owns or works on in a team; deleted ones are gone."""
        return self.filter(Q(owner=user) | Q(team__contains=[user.pk]), deleted_at=None)

    def queued(self) -> Self:
        """Return the leads that nobody handles yet."""
        return self.filter(organisation=None)

    def of_contact(self, contact_id: int) -> Self:
        """Return the leads of a contact; those of a company are also the leads of its people."""
        contacts = Contact.objects.filter(Q(pk=contact_id) | Q(company=contact_id))
        return self.filter(among("contact", contacts.values_list("pk")))

    def due_by(self, moment: datetime) -> Self:
        """Return the leads whose clock runs out up to a moment."""
        return self.filter(due_order__lte=moment)

    def completed_between(self, start: datetime, end: datetime) -> Self:
        """Return the won and lost leads of a span of time."""
        return self.filter(state__in=[State.WON, State.LOST], completed_at__gte=start, completed_at__lt=end)

    def matching(self, text: str) -> Self:
        """Return the leads that hold each word of the text in number, description, contact or company."""
        condition = written(text)
        return self.none() if condition is None else self.filter(condition)

    def sorted(self, order: str) -> Self:
        """Sort by one of the offered orders."""
        columns, downwards = columns_of(order)
        return self.order_by(*(f"-{column}" if downwards else column for column in columns))

    def sorted_by_hand(self, order: str) -> Self:
        """Sort so, of few rows: by what no index holds, so that none is walked to meet these few by chance."""
        columns, downwards = columns_of(order)
        values = [Coalesce(F(column), F(column)) for column in columns]
        return self.order_by(*(value.desc() if downwards else value.asc() for value in values))

    def after(self, order: str, place: tuple[Any, ...]) -> Self:
        """Return what comes after a place in an order, without counting what came before."""
        columns, downwards = columns_of(order)
        return self.after_columns(columns, place, falls=downwards)

    def after_columns(self, columns: Sequence[str], place: tuple[Any, ...], *, falls: bool) -> Self:
        """Return what comes after a place in the order of some columns."""
        return self.filter(beyond(columns, place, falls=falls))

    def to_follow(self, order: str) -> tuple[str, ...]:
        """Return the columns whose values mark a place in an order."""
        return columns_of(order)[0]

    def overdue(self, at: datetime) -> Self:
        """Return the leads whose clock has run out."""
        return self.filter(Q(due_order__lt=at))
