"""Values that are written as a function of texts and numbers: `money(1000, 'EUR')`, `date('2026-01-31')`."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from leadwright.foundation.expressions.errors import fault
from leadwright.foundation.expressions.nodes import Constant, Node
from leadwright.foundation.money import Money, NotMoney, parse_money

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _money(position: int, arguments: tuple[Node, ...]) -> Money:
    match arguments:
        case (Constant(value=Decimal() as amount), Constant(value=str(currency))):
            try:
                return parse_money(amount, currency)
            except NotMoney as no:
                raise fault(position, "{reason}", reason=no) from no
    raise fault(position, _("Write an amount and a currency: {example}."), example="money(1000, 'EUR')")


def _date(position: int, arguments: tuple[Node, ...]) -> date:
    match arguments:
        case (Constant(value=str(text)),) if _DAY.fullmatch(text):
            with suppress(ValueError):
                return date.fromisoformat(text)
    raise fault(position, _("Write a day of the calendar: {example}."), example="date('2026-01-31')")


WRITTEN: Mapping[str, Callable[[int, tuple[Node, ...]], Money | date]] = {"money": _money, "date": _date}
