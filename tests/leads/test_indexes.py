"""Each index of leads answers a question that somebody can ask, and each such question has its index."""

from django.db import connection

from leadwright.leads.filters import LEADS
from leadwright.leads.models import Lead
from leadwright.leads.models.indexes import FILTERS, OTHERS

PLACES = ("sent", "org")


def names_of(answer: str) -> set[str]:
    """Return the full names that an answer of the mapping means: one index, or that of each place."""
    return {f"leads_{name}" for name in (answer, *(f"{place}_{answer}" for place in PLACES))}


def declared() -> set[str]:
    return {index.name for index in Lead._meta.indexes}


def stored() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'leads_lead'")
        return {name for (name,) in cursor.fetchall()}


def test_each_filter_and_each_order_names_an_index_that_there_is():
    assert FILTERS.keys() == {row.name for row in LEADS.filters}
    answers = {*FILTERS.values(), *(order.index for order in LEADS.orders)}
    assert sorted(answer for answer in answers if not names_of(answer) & declared()) == []


def test_each_index_answers_a_filter_an_order_or_a_question_that_is_named():
    answers = {*FILTERS.values(), *OTHERS, *(order.index for order in LEADS.orders)}
    named = set().union(*(names_of(answer) for answer in answers))
    assert sorted(declared() - named) == []


def test_the_table_of_leads_has_no_index_beside_those_and_its_constraints(db):
    constraints = {constraint.name for constraint in Lead._meta.constraints}
    assert stored() - constraints - {"leads_lead_pkey"} == declared()
