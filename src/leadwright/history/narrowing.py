"""Entries of one subject, narrowed by who acted and by words; few enough to be looked through."""

from leadwright.history.models import EntryQuerySet, Value

MOST_PEOPLE = 50
ACTOR = "actor_name"


def people_in(rows: EntryQuerySet) -> list[tuple[str, str]]:
    """Return the users who acted in some entries: their id and the name that they had at last."""
    keys = dict(rows.filter(actor_kind="user").order_by("pk").values_list("actor_id", "pk"))
    latest = {entry: actor for actor, entry in keys.items() if actor is not None}
    names = Value.objects.filter(entry__in=latest, field=ACTOR).values_list("entry", "value")
    people = sorted(((str(latest[entry]), name) for entry, name in names), key=lambda row: row[1].casefold())
    return people[:MOST_PEOPLE]


def by_actor(rows: EntryQuerySet, user: int) -> EntryQuerySet:
    """Return the entries in which a user acted."""
    return rows.filter(actor_kind="user", actor_id=user)


def with_words(rows: EntryQuerySet, text: str) -> EntryQuerySet:
    """Return the entries whose texts hold each of some words; what was erased is not found any more."""
    for word in text.split()[:10]:
        holding = Value.objects.filter(entry__in=rows.values("pk"), value__icontains=word)
        rows = rows.filter(pk__in=holding.values("entry"))
    return rows
