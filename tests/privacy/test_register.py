"""Every column that can hold a text is known: as personal, of a user, or impersonal."""

import pytest
from django.db import connection

from leadwright.privacy import register
from leadwright.privacy.questions import places_of_person

TEXTS = """
SELECT table_name || '.' || column_name FROM information_schema.columns
WHERE table_schema = 'public'
AND (data_type IN ('text', 'character varying', 'json', 'jsonb', 'bytea', 'xml', 'tsvector', 'inet')
     OR (data_type = 'ARRAY' AND udt_name IN ('_text', '_varchar', '_jsonb')))
"""


def columns() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(TEXTS)
        return {name for (name,) in cursor.fetchall()}


def personal() -> set[str]:
    return {name for place in places_of_person() for name in place.columns}


@pytest.mark.django_db
def test_each_column_of_text_is_registered():
    known = personal() | register.OF_USERS | register.IMPERSONAL
    assert sorted(columns() - known) == []


@pytest.mark.django_db
def test_no_column_is_registered_that_does_not_exist():
    known = personal() | register.OF_USERS | register.IMPERSONAL
    assert sorted(known - columns()) == []


def test_no_column_is_personal_and_impersonal_at_once():
    assert not personal() & register.IMPERSONAL
    assert not register.OF_USERS & register.IMPERSONAL
    assert not personal() & register.OF_USERS
