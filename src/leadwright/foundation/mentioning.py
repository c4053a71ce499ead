"""Find a person in free text however it is written: case, accents, their two forms, spaces, dots, order of names."""

import re
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BigIntegerField, F, Func, Model, Q, QuerySet, TextField, Value

from leadwright.foundation.personal import Mention, Person, pattern
from leadwright.foundation.text import ODD, sort_key

NO_LEAD = Value(None, output_field=BigIntegerField())
_PLAIN = r"lower(regexp_replace(normalize(%(expressions)s, NFKD), '[\u0300-\u036f]', '', 'g'))"
FOLDED = reduce(lambda text, odd: f"replace({text}, '{odd[0]}', '{odd[1]}')", ODD.items(), _PLAIN)
_BETWEEN = r"[\s.,'’\-]+"


class Folded(Func):
    """A text as `sort_key` has it: in lower case, without accents, and with plain letters for odd ones."""

    template = FOLDED
    output_field = TextField()


def folded_pattern(person: Person) -> str:
    """Return one expression for the keys and the full names of a person, to be tried on a folded text."""
    names = sorted(filter(None, (_name(name) for name in person.names if len(name.split()) > 1)))
    marks = person.keys()
    keys = pattern(frozenset(map(sort_key, marks)))
    return "|".join(filter(None, [keys, *names]))


def _name(name: str) -> str:
    parts = [re.escape(part) for part in re.split(r"\W+", sort_key(name)) if part]
    if not parts:
        return ""
    turned = [*parts[1:], parts[0]]
    return "|".join(rf"(?<!\w){_BETWEEN.join(row)}(?!\w)" for row in (parts, turned))


def speaking(rows: "QuerySet[Any]", columns: Iterable[str], person: Person) -> "QuerySet[Any]":
    """Return those rows of which a text names the person, in any writing."""
    text = folded_pattern(person)
    names = list(columns)
    if not text:
        return rows.none()
    folded = {f"folded_{name}": Folded(F(name)) for name in names}
    named = reduce(or_, (Q(**{f"{name}__regex": text}) for name in folded))
    return rows.filter(pk__in=rows.alias(**folded).filter(named).values("pk"))


def mentions(
    rows: "QuerySet[Any]", columns: Iterable[str], person: Person, *, of: str, lead: str = ""
) -> list[Mention]:
    """Return each text of these rows that names the person, of a column at most one more than are listed.

    `of` is the column with the number of the contact, `lead` that with the number of the lead, if it is about one.
    """
    model: type[Model] = rows.model
    result = []
    for name in columns:
        matches = speaking(rows, [name], person).order_by("pk").values_list(of, lead or NO_LEAD)
        place = f"{model._meta.db_table}.{name}"
        rows_of_it = matches[: Mention.MOST + 1]
        result += [Mention(place=place, contact=pk, lead=number) for pk, number in rows_of_it]
    return list(dict.fromkeys(result))
