"""What is tried before the expression for a mark never misses a text that the expression finds."""

import random

import pytest
from django.db import connection

from leadwright.foundation.personal import likeness_of, pattern_of

MARKS = {
    "+32470998877": ["+32 470 99.88.77", "0032(0)470/998877", "470 99-88-77"],
    "85.07.30-033 28": ["85073003328", "(85) 07/30 033.28"],
    "Zoé.Kılıç@Iris.example": ["ZOÉ.KıLıÇ@IRIS.EXAMPLE", "<zoé.kılıç@iris.example>"],
    "Iris van der Meer": ["IRIS  VAN\nDER meer", "mrs iris van\tder Meer, buyer"],
    "100%_Fun\\d": ["100%_FUN\\D", "at 100%_fun\\d."],
}


@pytest.mark.parametrize("mark", MARKS)
def test_what_is_like_a_mark_holds_every_text_that_the_expression_finds(db, mark):
    for text in MARKS[mark]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT %s ~* %s, lower(%s) LIKE %s", [text, pattern_of(mark), text, likeness_of(mark)]
            )
            found, alike = cursor.fetchone()
        assert found, text
        assert alike, text


def test_the_same_holds_of_marks_by_chance(db):
    chance = random.Random(5)
    for _ in range(300):
        mark = "".join(chance.choices("aIiKs% 10-+.@ßÉµ", k=chance.randint(4, 9))).strip()
        text = f" {chance.choice((mark, mark.upper(), mark.lower(), mark.swapcase()))} "
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT %s ~* %s AND NOT lower(%s) LIKE %s", [text, pattern_of(mark), text, likeness_of(mark)]
            )
            assert cursor.fetchone() == (False,), mark
