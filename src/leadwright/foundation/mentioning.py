"""Find a person in free text however it is written: case, accents, their two forms, spaces, dots, order of names."""

import re
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    ExpressionWrapper,
    F,
    Func,
    Model,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Lower

from leadwright.foundation.personal import Mention, Person, likeness_of, likenesses, pattern
from leadwright.foundation.subqueries import among
from leadwright.foundation.text import ODD, sort_key

NO_LEAD = Value(None, output_field=BigIntegerField())
_PLAIN = r"lower(regexp_replace(normalize(%(expressions)s, NFKD), '[\u0300-\u036f]', '', 'g'))"
_THOROUGH = reduce(lambda text, odd: f"replace({text}, '{odd[0]}', '{odd[1]}')", ODD.items(), _PLAIN)
# In most texts no letter takes more than one byte: there only capitals are to be folded.
FOLDED = (
    "CASE WHEN octet_length(%(expressions)s) = length(%(expressions)s) THEN lower(%(expressions)s)"
    f" ELSE {_THOROUGH} END"
)
_BETWEEN = r"[\s.,'’\-]+"


class Folded(Func):
    """A text as `sort_key` has it: in lower case, without accents, and with plain letters for odd ones."""

    template = FOLDED
    output_field = TextField()


class Thorough(Folded):
    """The same, of a text that is known to hold a letter of more than one byte."""

    template = _THOROUGH


class IsPlain(Func):
    """Whether no letter of a text takes more than one byte."""

    template = "octet_length(%(expressions)s) = length(%(expressions)s)"
    output_field = BooleanField()


class IsLike(Func):
    """Whether a text is like one of an array."""

    template = "%(expressions)s)"
    arg_joiner = " LIKE ANY ("
    output_field = BooleanField()


def folded_pattern(person: Person) -> str:
    """Return one expression for the keys and the full names of a person, to be tried on a folded text."""
    names = (rf"(?<!\w){_BETWEEN.join(map(re.escape, parts))}(?!\w)" for parts in _names(person))
    return "|".join(filter(None, [pattern(_folded_keys(person)), *names]))


def _folded_likenesses(person: Person) -> list[str]:
    names = [likeness_of(" ".join(parts)) for parts in _names(person)]
    return [*likenesses(_folded_keys(person)), *names]


def _folded_keys(person: Person) -> frozenset[str]:
    return frozenset(map(sort_key, person.keys()))


def _names(person: Person) -> list[list[str]]:
    """Return the parts of the full names, each name with its first part in front and at the end."""
    names = [re.split(r"\W+", sort_key(name)) for name in person.names if len(name.split()) > 1]
    split = sorted(parts for name in names if (parts := [part for part in name if part]))
    return [row for parts in split for row in (parts, [*parts[1:], parts[0]])]


def holding(columns: Iterable[str], marks: frozenset[str]) -> Q:
    """Return the condition that one of the columns holds one of the marks, whatever the capitals.

    Most texts are empty, or do not even hold the same letters: the expression takes twenty times as long as LIKE,
    and is tried on the others only.
    """
    exact, alike = pattern(marks), likenesses(marks)
    if not exact:
        return Q(pk__in=[])
    return reduce(or_, (_tried(name, alike, Q(**{f"{name}__iregex": exact})) for name in columns))


def holders(rows: "QuerySet[Any]", columns: Iterable[str], person: Person) -> "QuerySet[Any]":
    """Return those of these rows of which a text holds an address or a number of the person."""
    return rows if rows.query.is_empty() else rows.filter(holding(columns, person.keys()))


def likely(rows: "QuerySet[Any]", columns: Iterable[str], person: Person) -> "QuerySet[Any]":
    """Return those of these rows that may name the person: for a preview, a table is looked through once.

    Whoever asks for the same table gives the same rows and columns.
    """
    if person.looked_through is None:
        return rows
    table = rows.model._meta.db_table
    if table not in person.looked_through:
        exact, folded = likenesses(person.keys()), _folded_likenesses(person)
        alike = reduce(or_, (_is_alike(name, exact, folded) for name in columns))
        person.looked_through[table] = list(rows.filter(alike).values_list("pk", flat=True))
    keys = person.looked_through[table]
    return rows.filter(among("pk", keys)) if keys else rows.none()


def _is_alike(name: str, exact: list[str], folded: list[str]) -> Q:
    """Return whether `holding` or `speaking` tries a text: most hold no letter that the two fold differently."""
    both, plain, thorough = (
        Q(IsLike(fold(F(name)), Value(alike, ArrayField(TextField()))))
        for fold, alike in ((Lower, sorted({*exact, *folded})), (Lower, exact), (Thorough, folded))
    )
    parts = (
        When(**{name: ""}, then=Value(False)),
        When(Q(IsPlain(F(name))), then=ExpressionWrapper(both, BooleanField())),
    )
    return Q(Case(*parts, default=ExpressionWrapper(plain | thorough, BooleanField())))


def _tried(name: str, alike: list[str], exact: Q, fold: type[Func] = Lower) -> Q:
    """Return a condition that is tried where the text is not empty, and folded like one of these; in that order."""
    likely = Q(**{f"{name}__gt": ""}) & Q(IsLike(fold(F(name)), Value(alike, ArrayField(TextField()))))
    return Q(Case(When(likely, then=ExpressionWrapper(exact, BooleanField())), default=Value(False)))


def speaking(rows: "QuerySet[Any]", columns: Iterable[str], person: Person) -> "QuerySet[Any]":
    """Return those rows of which a text names the person, in any writing."""
    text = folded_pattern(person)
    names = list(columns)
    if not text or rows.query.is_empty():
        return rows.none()
    folded = {f"folded_{name}": Folded(F(name)) for name in names}
    alike = _folded_likenesses(person)
    tried = (_tried(name, alike, Q(**{f"folded_{name}__regex": text}), Folded) for name in names)
    named = reduce(or_, tried)
    known: QuerySet[Any] = rows.alias(**folded).filter(named)
    return known


def mentions(
    rows: "QuerySet[Any]", columns: Iterable[str], person: Person, *, of: str, lead: str = ""
) -> list[Mention]:
    """Return each text of these rows that names the person, of a column at most one more than are listed.

    `of` is the column with the number of the contact, `lead` that with the number of the lead, if it is about one.
    """
    model: type[Model] = rows.model
    result: list[Mention] = []
    if rows.query.is_empty():
        return result
    for name in columns:
        matches = speaking(rows, [name], person).order_by("pk").values_list(of, lead or NO_LEAD)
        place = f"{model._meta.db_table}.{name}"
        rows_of_it = matches[: Mention.MOST + 1]
        result += [Mention(place=place, contact=pk, lead=number) for pk, number in rows_of_it]
    return list(dict.fromkeys(result))
