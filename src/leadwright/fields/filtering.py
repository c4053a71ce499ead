"""Own fields as filters and orders of a list: `field.` and the key, narrowed by facets."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Func, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from leadwright.fields.definitions import Fields, made_of_fields
from leadwright.fields.models import OwnField
from leadwright.fields.subjects import MEASURED, SORTED, Kind
from leadwright.foundation.money import currency_of_country, is_currency
from leadwright.foundation.numbers import WRITTEN, number_in, written_decimal
from leadwright.people import filter_kinds
from leadwright.people.filtering import Choices, Chosen, Filter, FilterTable, Order, Reader, Rows, Unfit
from leadwright.people.filtering import Kind as FilterKind
from leadwright.people.models import User

PREFIX = "field."
FROM, TO = ".from", ".to"
EPOCH = date(1970, 1, 1)
LONGEST = 200
# So many are suggested while somebody types; any other is found by what is typed.
MOST_USERS = 500
# No sign comes after it.
LAST = chr(0x10FFFF)
YES_NO = filter_kinds.yes_no()
USER = FilterKind(
    read=lambda text, reader: _user(text, by=reader.user),
    control="suggested",
    schema={"type": "string"},
    choices=lambda reader: _users(reader.user),
)
ROW = FilterKind(
    read=lambda text, reader: _row(text), control="number", schema={"type": "integer", "minimum": 1}
)


@dataclass(frozen=True)
class Faceted:
    """Where the rows of a list have their facets, and what keeps a reader from those of the other side."""

    facets: Any
    sided: Callable[[Any, OwnField, User], Any] = lambda rows, field, by: rows


def is_own(name: str) -> bool:
    """Tell whether a filter or an order is one by an own field."""
    return name.removeprefix("-").startswith(PREFIX)


def with_own(table: FilterTable[Rows], fields: Fields, where: Faceted, *, by: User) -> FilterTable[Rows]:
    """Return the filters and orders of a list with those by some fields, in the language of the moment."""

    def made(_known: Fields) -> FilterTable[Rows]:
        own = _filters_of(fields, where), _orders_of(fields)
        if not own[0]:
            return table
        return replace(table, filters=(*table.filters, *own[0]), orders=(*table.orders, *own[1]))

    return made_of_fields(by.organisation_id, (where.facets, fields, get_language()), made)


def _filters_of(fields: Fields, where: Faceted) -> tuple[Filter[Any], ...]:
    return tuple(row for field in fields if field.is_filterable for row in _filters(field, where))


def _orders_of(fields: Fields) -> tuple[Order, ...]:
    """Return the orders by some fields; what has no value comes last, up and down."""
    return tuple(
        Order(
            name=f"{PREFIX}{field.key}",
            words=field.label,
            words_down=_("{field}, the other way round").format(field=field.label),
            columns=(),
            index="own",
        )
        for field in fields
        if field.is_filterable and field.kind in SORTED
    )


def _filters(field: OwnField, where: Faceted) -> Iterator[Filter[Any]]:
    name, label = f"{PREFIX}{field.key}", field.label
    if field.kind in MEASURED:
        kind = _measured(field)
        yield Filter(name=name, words=label, kind=kind, narrow=_at(field, where, "exact"), followed=True)
        words = gettext_lazy("{field}, from"), gettext_lazy("{field}, up to")
        for end, comparison, said in ((FROM, "gte", words[0]), (TO, "lte", words[1])):
            said_now = str(said).format(field=label)
            yield Filter(name=name + end, words=said_now, kind=kind, narrow=_at(field, where, comparison))
        return
    if field.is_free:
        yield Filter(
            name=name,
            words=label,
            kind=filter_kinds.TEXT,
            narrow=_beginning(field, where),
            hint=_("its beginning"),
        )
        return
    kind, many = _named(field)
    yield Filter(name=name, words=label, kind=kind, narrow=_among(field, where), many=many)


def _named(field: OwnField) -> tuple[FilterKind, bool]:
    if field.kind == Kind.BOOLEAN:
        return YES_NO, False
    if field.kind == Kind.USER:
        return USER, False
    if field.kind == Kind.CONTACT:
        return ROW, False

    def choices(reader: Reader) -> Choices:
        return [(row.code, row.label) for row in field.choices]

    return filter_kinds.chosen_of(choices), True


def _measured(field: OwnField) -> FilterKind:
    if field.kind == Kind.MONEY:
        schema = {"type": "string", "pattern": r"^-?[0-9]{1,13}(\.[0-9]{1,4})?( [A-Za-z]{3})?$"}
        return FilterKind(read=_money, control="text", schema=schema, write=_written_money)
    if field.kind in (Kind.DATE, Kind.DATETIME):
        return FilterKind(read=_day, control="day", schema={"type": "string", "format": "date"})
    schema = {"type": "string", "pattern": f"^{WRITTEN.pattern}$"}
    return FilterKind(read=_number, control="amount", schema=schema, write=written_decimal)


def _number(text: str, reader: Reader) -> Decimal:
    number = filter_kinds.number_in_text(text, reader)
    if number is None and WRITTEN.fullmatch(text):
        number = Decimal(text)
    if number is None:
        raise Unfit(_("write a plain number such as 1234.50"))
    return number


def _money(text: str, reader: Reader) -> tuple[str, Decimal]:
    """Read an amount with its currency, such as `500 EUR`; without one the own organisation's is meant."""
    amount, code = text.strip(), ""
    if amount[-1:].isalpha():
        amount, _space, code = amount.rpartition(" ")
    code = code.upper() or currency_of_country(reader.user.organisation.country, otherwise="EUR")
    number = filter_kinds.number_in_text(amount.strip(), reader)
    if number is None or not is_currency(code):
        raise Unfit(_("write an amount such as 500 or 500 EUR"))
    return code, number


def _written_money(value: tuple[str, Decimal], mark: str) -> str:
    code, number = value
    return f"{written_decimal(number, mark)} {code}"


def _day(text: str, reader: Reader) -> date:
    day: date = filter_kinds.DAY.read(text, reader)
    return day


def _user(text: str, *, by: User) -> int:
    """Read the address or the full name of a user of the own company: of two who are called alike none is guessed."""
    known = User.objects.filter(organisation=by.organisation_id)
    rows = known.filter(email=text.lower()) or known.filter(name__iexact=text)
    keys = [row.pk for row in rows[:2]]
    if len(keys) > 1:
        raise Unfit(_("several users are called so; write the e-mail address"))
    if not keys:
        raise Unfit(_("write the e-mail address or the full name of a user of your company"))
    return keys[0]


def _users(by: User) -> Choices:
    rows = User.objects.filter(organisation=by.organisation_id, is_active=True).order_by("name", "pk")
    return list(rows.values_list("email", "name")[:MOST_USERS])


def _row(text: str) -> int:
    number = number_in(text)
    if number is None:
        raise Unfit(_("choose one that exists and that you can see"))
    return number


Narrow = Callable[[Any, Any, Chosen], Any]


def _narrowed(field: OwnField, where: Faceted, rows: Any, chosen: Chosen, **condition: Any) -> Any:
    """Keep the rows that have such a facet, and of these only those on which the reader knows the field."""
    facets = where.facets._default_manager.filter(field=field.pk, **condition)
    return where.sided(rows, field, chosen.reader.user).filter(pk__in=facets.values("row"))


def _among(field: OwnField, where: Faceted) -> Narrow:
    def narrow(rows: Any, value: Any, chosen: Chosen) -> Any:
        values = value if isinstance(value, tuple) else (value,)
        return _narrowed(field, where, rows, chosen, value__in=[_spoken(field, item) for item in values])

    return narrow


def _spoken(field: OwnField, item: Any) -> str:
    """Return how a facet writes a value."""
    if isinstance(item, bool):
        return "true" if item else "false"
    keys = {row.code: row.pk for row in field.choices}
    return str(keys.get(item, item))


def _beginning(field: OwnField, where: Faceted) -> Narrow:
    def narrow(rows: Any, text: str, chosen: Chosen) -> Any:
        folded = Func(Value(text[:LONGEST]), function="fields_folded", output_field=TextField())
        past = Concat(folded, Value(LAST), output_field=TextField())
        return _narrowed(field, where, rows, chosen, value__gte=folded, value__lt=past)

    return narrow


def _at(field: OwnField, where: Faceted, comparison: str) -> Narrow:
    def narrow(rows: Any, value: Any, chosen: Chosen) -> Any:
        spans = _span(field, value, comparison, chosen.reader.zone)
        currency = value[0] if field.kind == Kind.MONEY else ""
        return _narrowed(field, where, rows, chosen, value=currency, **spans)

    return narrow


def _span(field: OwnField, value: Any, comparison: str, zone: ZoneInfo) -> dict[str, Any]:
    """Return between which numbers a value lies: a day of moments is as long as it is in the reader's zone."""
    if field.kind == Kind.MONEY:
        return {f"number__{comparison}": value[1]}
    if field.kind == Kind.DATE:
        return {f"number__{comparison}": (value - EPOCH).days}
    if field.kind != Kind.DATETIME:
        return {f"number__{comparison}": value}
    start, end = (_second(value + timedelta(days=more), zone) for more in (0, 1))
    spans = {"gte": {"number__gte": start}, "lte": {"number__lt": end}}
    return spans.get(comparison) or {"number__gte": start, "number__lt": end}


def _second(day: date, zone: ZoneInfo) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())
