"""The functions of expressions: how many arguments each takes, of which kinds, and what it gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leadwright.foundation.expressions.amounts import (
    DECIMALS,
    LONGEST,
    Empty,
    Outcome,
    Value,
    key_of,
    plain_digits,
    rounded,
    settled,
)
from leadwright.foundation.expressions.errors import fault
from leadwright.foundation.expressions.kinds import AMOUNTS, DAYS, ORDERED, Kind, Reason, kind_of
from leadwright.foundation.expressions.nodes import Call, Constant
from leadwright.foundation.expressions.unions import shared_kind
from leadwright.foundation.money import Money

MOST_ARGUMENTS = 50


@dataclass(frozen=True, kw_only=True)
class Function:
    """A function: its number of arguments, and its kind and value from those of its arguments."""

    fewest: int = 1
    most: int = 1
    kind: Callable[[Call, list[Kind]], Kind]
    value: Callable[[list[Outcome]], Outcome]

    def refuse_number(self, position: int, name: str, number: int) -> None:
        """Refuse a call with too few or too many arguments."""
        if self.fewest <= number <= self.most:
            return
        least = ngettext(
            "{name} takes {fewest} value between its brackets.",
            "{name} takes {fewest} values between its brackets.",
            self.fewest,
        )
        span = _("{name} takes {fewest} to {most} values between its brackets.")
        sentence = least if self.fewest == self.most else span
        raise fault(position, sentence, name=name, fewest=self.fewest, most=self.most)


def _if_kind(call: Call, kinds: list[Kind]) -> Kind:
    if kinds[0] is not Kind.BOOLEAN:
        raise fault(
            call.parts[0].position, _("The first value of if must be a condition, such as amount > 5.")
        )
    return shared_kind(call.parts[1:], kinds[1:])


def _if(values: list[Outcome]) -> Outcome:
    """An unknown condition is not fulfilled."""
    if isinstance(values[0], Empty):
        return values[2]
    return values[1] if values[0] is True else values[2]


def _extreme_kind(call: Call, kinds: list[Kind]) -> Kind:
    kind = shared_kind(call.parts, kinds)
    if kind not in ORDERED:
        raise fault(call.position, _("{name} takes numbers, amounts, days or moments."), name=call.name)
    return kind


def _extreme(choose: Callable[..., Value]) -> Callable[[list[Outcome]], Outcome]:
    """What is empty is passed over, unless something went wrong with it."""

    def value(values: list[Outcome]) -> Outcome:
        failed = [v for v in values if isinstance(v, Empty) and v.reason is not Reason.EMPTY]
        present = [v for v in values if not isinstance(v, Empty)]
        if failed or not present:
            return failed[0] if failed else Empty(Reason.EMPTY)
        if len({kind_of(v) for v in present}) > 1 or kind_of(present[0]) not in ORDERED:
            return Empty(Reason.WRONG_KIND)
        if len({v.currency for v in present if isinstance(v, Money)}) > 1:
            return Empty(Reason.TWO_CURRENCIES)
        return choose(present, key=key_of)

    return value


def _round_kind(call: Call, kinds: list[Kind]) -> Kind:
    if kinds[0] not in AMOUNTS:
        raise fault(call.parts[0].position, _("{name} takes a number or an amount."), name=call.name)
    for digits in call.parts[1:]:
        if not (isinstance(digits, Constant) and _is_number_of_digits(digits.value)):
            sentence = _("Write how many decimals stay: a whole number up to {most}.")
            raise fault(digits.position, sentence, most=DECIMALS)
    return kinds[0]


def _is_number_of_digits(value: object) -> bool:
    return isinstance(value, Decimal) and value in range(DECIMALS + 1)


def _round(values: list[Outcome]) -> Outcome:
    digits = values[1] if len(values) > 1 else Decimal(0)
    if not _is_number_of_digits(digits):
        return digits if isinstance(digits, Empty) else Empty(Reason.WRONG_KIND)
    return rounded(values[0], int(digits))


def _days_kind(call: Call, kinds: list[Kind]) -> Kind:
    if kinds[0] not in DAYS or kinds[0] is not kinds[1]:
        raise fault(call.position, _("{name} takes two days, or two moments."), name=call.name)
    return Kind.NUMBER


def _days(values: list[Outcome]) -> Outcome:
    """From the first to the second; of moments, full periods of 24 hours."""
    for value in values:
        if isinstance(value, Empty):
            return value
    first, last = values
    if kind_of(first) not in DAYS or kind_of(first) is not kind_of(last):
        return Empty(Reason.WRONG_KIND)
    days = abs(last - first) // timedelta(days=1)
    return Decimal(days if last >= first else -days)


def _concat(values: list[Outcome]) -> Outcome:
    """What is empty adds nothing, unless something went wrong with it."""
    texts = []
    for value in values:
        result = settled(value)
        if not isinstance(result, Empty):
            texts.append(_text(result))
        elif result.reason is not Reason.EMPTY:
            return result
    text = "".join(texts)
    return text if len(text) <= LONGEST else Empty(Reason.TOO_LARGE)


def _text(value: Value) -> str:
    match value:
        case bool() as yes:
            return "true" if yes else "false"
        case Decimal() as number:
            return plain_digits(number)
        case datetime() as moment:
            return moment.isoformat()
    return str(value)


def _is_empty(values: list[Outcome]) -> bool:
    return isinstance(values[0], Empty) or (isinstance(values[0], str) and not values[0].strip())


FUNCTIONS: Mapping[str, Function] = {
    "if": Function(fewest=3, most=3, kind=_if_kind, value=_if),
    "min": Function(most=MOST_ARGUMENTS, kind=_extreme_kind, value=_extreme(min)),
    "max": Function(most=MOST_ARGUMENTS, kind=_extreme_kind, value=_extreme(max)),
    "round": Function(most=2, kind=_round_kind, value=_round),
    "days_between": Function(fewest=2, most=2, kind=_days_kind, value=_days),
    "is_empty": Function(kind=lambda _call, _kinds: Kind.BOOLEAN, value=_is_empty),
    "concat": Function(most=MOST_ARGUMENTS, kind=lambda _call, _kinds: Kind.TEXT, value=_concat),
}
