"""Entries of one subject, narrowed by who acted and by words; few enough to be looked through."""

from leadwright.history.models import EntryQuerySet, Value

MOST_PEOPLE = 50
ACTOR = "actor_name"


def people_in(rows: EntryQuerySet) -> list[tuple[str, str]]:
    """Return the users who acted in some entries: their id and the name that they had at last."""
    acted = rows.filter(actor_kind="user", actor_id__isnull=False)
    latest = acted.order_by("actor_id", "-pk").distinct("actor_id").values("pk")
    names = Value.objects.filter(entry__in=latest, field=ACTOR).values_list("entry__actor_id", "value")
    people = ((str(actor), name) for actor, name in names)
    return sorted(people, key=lambda row: row[1].casefold())[:MOST_PEOPLE]


def by_actor(rows: EntryQuerySet, user: int) -> EntryQuerySet:
    """Return the entries in which a user acted."""
    return rows.filter(actor_kind="user", actor_id=user)


def with_words(rows: EntryQuerySet, text: str) -> EntryQuerySet:
    """Return the entries whose texts hold each of some words; what was erased is not found any more."""
    for word in text.split()[:10]:
        holding = Value.objects.filter(entry__in=rows.values("pk"), value__icontains=word)
        rows = rows.filter(pk__in=holding.values("entry"))
    return rows
