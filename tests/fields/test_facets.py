"""Facets are kept by triggers: of many rows in one transaction each is looked up by the index, from the first on."""

import psycopg
import pytest
from django.db import connection

from leadwright.fields.models import OwnField
from leadwright.leads.models import Lead
from tests.fields.test_lists import make
from tests.makers import House, make_lead

READ = "SELECT seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = 'leads_leadfacet'"


def read_through() -> int:
    with connection.cursor() as cursor:
        cursor.execute(READ)
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("change", [{"own_fields": {}}, {"priority": 9}])
def test_no_change_of_many_rows_reads_all_facets(house: House, talk, owner_url: str, change) -> None:
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("ANALYZE leads_leadfacet")
    for place in range(3):
        make(talk, house.dina, f"mine_{place}", "integer")
    fields = OwnField.objects.values_list("pk", flat=True)
    leads = [make_lead(house.dina).pk for _ in range(30)]
    rows = Lead.objects.filter(pk__in=leads)
    before = read_through()
    rows.update(own_fields=dict.fromkeys(map(str, fields), 7))
    rows.update(**change)
    assert read_through() == before
