"""The embedded server is tuned to the machine, and a server elsewhere is advised."""

import pytest
from django.db import connection

from leadwright.config.tuning import NAMES, advised, differences, memory

GIGABYTE = 2**30
SHIPPED = {
    "shared_buffers": "128MB",
    "effective_cache_size": "4GB",
    "work_mem": "4MB",
    "maintenance_work_mem": "64MB",
    "random_page_cost": "4",
    "jit": "on",
}


@pytest.mark.parametrize(
    ("gigabytes", "buffers", "work"), [(0.25, "128MB", "4MB"), (8, "2048MB", "16MB"), (256, "4096MB", "64MB")]
)
def test_sizes_are_a_part_of_the_memory_within_bounds(gigabytes, buffers, work):
    chosen = advised(int(gigabytes * GIGABYTE))
    assert (chosen["shared_buffers"], chosen["work_mem"]) == (buffers, work)


def test_in_a_container_its_own_limit_counts(tmp_path):
    (tmp_path / "memory.max").write_text(f"{GIGABYTE}\n")
    assert memory(groups=tmp_path) == GIGABYTE


@pytest.mark.parametrize("text", ["max\n", "", "9223372036854771712\n"])
def test_a_container_without_a_limit_has_the_memory_of_the_machine(tmp_path, text):
    (tmp_path / "memory.max").write_text(text)
    assert memory(groups=tmp_path) == memory(groups=tmp_path / "none")


@pytest.mark.django_db
def test_the_embedded_server_runs_as_it_is_advised():
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, current_setting(name) FROM unnest(%s::text[]) AS name", [list(NAMES)])
        known = dict(cursor.fetchall())
    # The tests' own server has the smallest buffers, whatever the machine has.
    assert [row for row in differences(known, memory()) if not row.startswith("shared_buffers")] == []


def test_of_a_server_elsewhere_what_nobody_has_chosen_is_named():
    said = differences(SHIPPED, None)
    assert [row.partition(" ")[0] for row in said] == list(SHIPPED)
    assert "1/4 of its machine's memory" in said[0]


def test_a_server_elsewhere_that_was_tuned_hears_nothing():
    chosen = advised(16 * GIGABYTE) | {"shared_buffers": "6GB"}
    assert differences(chosen, None) == []
