"""Which rows of a table other tables name, whichever tables there are: a new one is asked without being named here."""

from collections.abc import Collection, Iterator

from django.db import models


def referenced(
    model: type[models.Model], keys: Collection[int], *, but: Collection[type[models.Model]] = ()
) -> set[int]:
    """Return the keys that rows of other tables name, those of some tables aside."""
    named: set[int] = set()
    for table, name in references_to(model):
        if table not in but and keys:
            rows = table._default_manager.filter(**{f"{name}__in": keys})
            named |= set(rows.values_list(name, flat=True))
    return named


def references_to(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Return the tables that point to one, each with the name of the field that does."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            table: type[models.Model] = relation.field.model
            yield table, str(relation.field.name)


def remove_naming(
    model: type[models.Model], keys: Collection[int], *, only: Collection[type[models.Model]]
) -> None:
    """Delete the rows of some tables that name one of the keys, without asking what hangs on them."""
    for table, name in references_to(model):
        if table in only and keys:
            rows = table._default_manager.filter(**{f"{name}__in": keys})
            rows._raw_delete(rows.db)
