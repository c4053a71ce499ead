"""What rows are found by in a search: the texts of searchable fields, which everybody who finds the row may know."""

from collections.abc import Iterator, Mapping
from typing import Any

from leadwright.fields.definitions import fields_of
from leadwright.fields.subjects import Sees, Subject


def words_in(values: Mapping[str, Any], subject: Subject) -> Iterator[str]:
    """Return the texts of a row in the searchable fields, which are for all companies and both sides."""
    for field in fields_of(None, subject) if values else ():
        if field.is_searchable and field.sees == Sees.BOTH and (text := values.get(str(field.pk))):
            yield str(text)
