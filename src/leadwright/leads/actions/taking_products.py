"""Take in rows of products, many at once: one change of the configuration, and each row says what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from leadwright.foundation.taking_in import Taken, Thing, Verdict, refused
from leadwright.history.facts import Party
from leadwright.leads.actions.configuring import Edit, Faulty, change, replaced
from leadwright.leads.configuration.blueprint import Blueprint, Entry, free_code
from leadwright.leads.features import refuse_if_off
from leadwright.leads.models import Product
from leadwright.leads.states import Feature, ProductKind
from leadwright.people.access import require
from leadwright.people.models import Organisation, User

PRODUCT = "product"
LIST = "products"
# In it each entry has a name.
LANGUAGE = "en"


@dataclass(frozen=True, kw_only=True)
class ProductRow:
    """A product as another system has it; its kind is a code, or its name in the active language."""

    number: int
    name: str
    code: str = ""
    kind: str = ""
    description: str = ""


def take_in(
    rows: Sequence[ProductRow], *, organisation: Organisation, by: User | Party, at: datetime
) -> list[Taken]:
    """Add the products that the installation has not got; those it has, by code or by name, stay as they are."""
    del organisation
    refuse_if_off(Feature.PRODUCTS)
    if isinstance(by, User):
        require(by, "configuration.edit")
    known = _Known()
    verdicts = {row.number: verdict for row in rows if (verdict := known.verdict(row))}
    new = {row.number: known.entered(row) for row in rows if row.number not in verdicts}
    twins = known.twins(new)
    wanted = {number: entry for number, entry in new.items() if number not in twins}
    reasons = _stored(wanted, by=by, at=at)
    ids = dict(Product.objects.filter(code__in=[row.code for row in new.values()]).values_list("code", "pk"))
    for number in new:
        first = twins.get(number, number)
        reason, pk = reasons.get(first, ""), ids.get(new[first].code)
        verdicts[number] = _verdict(number, pk, reason, is_twin=number in twins)
    return [verdicts[row.number] for row in rows]


def _verdict(number: int, pk: int | None, reason: str, *, is_twin: bool) -> Taken:
    if pk is None or reason:
        return refused(number, reason)
    thing = Thing(kind=PRODUCT, id=pk)
    if is_twin:
        return Taken(number=number, verdict=Verdict.KNOWN, about=thing)
    return Taken(number=number, verdict=Verdict.MADE, about=thing, made=(thing,))


def _stored(wanted: Mapping[int, Entry], *, by: User | Party, at: datetime) -> dict[int, str]:
    """Store the entries that can be; returns for the others, by their numbers, why not."""
    reasons: dict[int, str] = {}
    for _turn in range(2):
        left = {number: entry for number, entry in wanted.items() if number not in reasons}
        try:
            if left:
                _changed(_adding(left), by=by, at=at)
            return reasons
        except Faulty as no:
            sentences = {fault.place[1]: fault.sentence for fault in no.faults if fault.place[0] == LIST}
            fresh = {number: sentences[row.code] for number, row in left.items() if row.code in sentences}
            reasons |= fresh or dict.fromkeys(left, no.sentence)
    return reasons | dict.fromkeys(
        wanted.keys() - reasons.keys(), _("the list of products cannot be changed so")
    )


def _adding(entries: Mapping[int, Entry]) -> Edit:
    def edit(old: Blueprint) -> Blueprint:
        return old.with_rows(LIST, (*old.entries(LIST), *entries.values()))

    return edit


def _changed(edit: Edit, *, by: User | Party, at: datetime) -> None:
    if isinstance(by, User):
        change(edit, by=by, at=at)
    else:
        replaced(edit, by=by, at=at)


class _Known:
    """The products that are there, by code and by name in any language."""

    def __init__(self) -> None:
        self.rows = list(Product.objects.order_by("is_retired", "pk"))
        self.by_code = {row.code.casefold(): row for row in reversed(self.rows)}
        self.by_name = {
            str(label).casefold(): row for row in reversed(self.rows) for label in row.labels.values()
        }
        self.codes = {row.code for row in self.rows}
        self.kinds = {str(word).casefold(): kind.value for kind in ProductKind for word in (kind, kind.label)}

    def verdict(self, row: ProductRow) -> Taken | None:
        """Return what is clear without storing anything: the product is there, or the row cannot be one."""
        match = self.by_code.get(row.code.casefold()) if row.code else self.by_name.get(row.name.casefold())
        if match is not None:
            differs = tuple(self._differences(row, match))
            verdict = Verdict.CHANGED if differs else Verdict.KNOWN
            return Taken(
                number=row.number,
                verdict=verdict,
                about=Thing(kind=PRODUCT, id=match.pk),
                differs=differs,
            )
        if not row.name:
            return refused(row.number, _("it has no name"))
        if row.kind.casefold() not in self.kinds:
            words = ", ".join(ProductKind.values)
            return refused(
                row.number, _("say whether it is a good or a service: {words}").format(words=words)
            )
        return None

    def _differences(self, row: ProductRow, match: Product) -> list[str]:
        names = {str(label).casefold() for label in match.labels.values()}
        pairs = (
            ("name", bool(row.name) and row.name.casefold() not in names),
            ("kind", bool(row.kind) and self.kinds.get(row.kind.casefold()) != match.kind),
            ("description", bool(row.description) and row.description != match.description),
        )
        return [name for name, is_other in pairs if is_other]

    def entered(self, row: ProductRow) -> Entry:
        """Return a new entry; one without a code gets the initials of its name."""
        code = row.code or free_code(row.name, self.codes)
        self.codes.add(code)
        labels = {language: row.name for language, _name in settings.LANGUAGES}
        return Entry(
            code=code, labels=labels, kind=self.kinds[row.kind.casefold()], description=row.description
        )

    def twins(self, entries: Mapping[int, Entry]) -> dict[int, int]:
        """Return which rows name the product of an earlier row, and of which."""
        first: dict[str, int] = {}
        twins: dict[int, int] = {}
        for number, entry in entries.items():
            names = (f"c:{entry.code.casefold()}", f"n:{entry.labels[LANGUAGE].casefold()}")
            before = next((first[name] for name in names if name in first), None)
            if before is None:
                first |= dict.fromkeys(names, number)
            else:
                twins[number] = before
        return twins
