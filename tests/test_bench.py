"""What measures the product keeps up with it."""

import json
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from bench.filling import fill

ROOT = Path(__file__).resolve().parent.parent
MEASURED = ["overview", "list", "filtered", "sorted", "lead_page", "api_list", "create", "accept"]


def test_the_tables_take_what_they_are_filled_with_to_measure(owner_url: str) -> None:
    with psycopg.connect(owner_url) as owner:
        fill(owner, 300)
        counted = owner.execute("SELECT count(*), count(DISTINCT status_id) FROM leads_lead").fetchone()
        owner.rollback()
    assert counted == (300, 9)


@pytest.mark.prove
def test_each_figure_is_measured_and_the_last_line_holds_the_ratios(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "bench.main",
        "--leads",
        "2000",
        "--requests",
        "2",
        "--data",
        str(tmp_path),
    ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr
    ratios = json.loads(run.stdout.splitlines()[-1])["ratios"]
    assert list(ratios) == MEASURED
    assert all(ratio > 0 for ratio in ratios.values())
