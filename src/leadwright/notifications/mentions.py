"""Who is meant by `@name` or `@address` in a text: only somebody who may see what it is written on."""

import re
from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_

from django.db.models import Q

from leadwright.people.models import User

MARK = re.compile(r"(?<![\w.@+-])@(?=\w)")
ADDRESS = re.compile(r"[\w.+-]+@[\w.-]*\w")
WORD = re.compile(r"\w[\w'-]*")
# More marks than these nobody reads in one text.
MOST_MARKS = 20
MOST_USERS = 500


def marked(texts: Iterable[str]) -> list[str]:
    """Return what follows each mark in some texts, in small letters."""
    ends = [text[match.end() :] for text in texts for match in MARK.finditer(text)]
    return [" ".join(end[:200].casefold().split()) for end in ends[:MOST_MARKS]]


def mentioned(texts: Iterable[str], organisations: Collection[int]) -> list[User]:
    """Return who is mentioned among the users of some organisations; a name that several have means none of them."""
    ends = marked(texts)
    if not ends:
        return []
    rows = User.objects.who_sign_in().with_rights().filter(organisation__in=organisations)
    users = list(rows.filter(reduce(or_, map(_may_mean, ends))).order_by("pk")[:MOST_USERS])
    meant = (_meant(end, users) for end in ends)
    return list({user.pk: user for user in meant if user is not None}.values())


def _may_mean(end: str) -> Q:
    if address := ADDRESS.match(end):
        return Q(email=address[0])
    word = WORD.match(end)
    return Q(name__istartswith=word[0] if word else end)


def _meant(end: str, users: list[User]) -> User | None:
    """Return whom a mark means: by address, by the longest name, or by a first name that only one of them has."""
    if address := ADDRESS.match(end):
        return next((user for user in users if user.email == address[0]), None)
    named = [user for user in users if _begins(end, _plain(user.name))]
    if named:
        longest = max(len(user.name) for user in named)
        return _only([user for user in named if len(user.name) == longest])
    return _only([user for user in users if _begins(end, _plain(user.name).partition(" ")[0])])


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _begins(end: str, name: str) -> bool:
    """Tell whether a text begins with a name, and the name ends there."""
    return bool(name) and end.startswith(name) and not end[len(name) :][:1].isalnum()


def _only(users: list[User]) -> User | None:
    return users[0] if len(users) == 1 else None
