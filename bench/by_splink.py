"""The same sets by splink, with the same fields and its own ways: comparisons, blocking, estimates, threshold 0.5."""

import logging
from typing import Any

import splink.comparison_library as compare
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

from bench.febrl import Answered, Pair

BLOCKS = ("given_name", "surname", "date_of_birth", "postcode", "address_1")


def pairs(answered: Answered) -> set[Pair]:
    """Return the pairs that splink finds; of two sets each record keeps its best partner."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    linker = _trained(answered)
    result = linker.inference.predict(threshold_match_probability=0.5)
    rows = result.as_pandas_dataframe().sort_values("match_probability", ascending=False)
    both = zip(rows["unique_id_l"].astype(int), rows["unique_id_r"].astype(int), strict=True)
    if len(answered.frames) == 1:
        return {(min(pair), max(pair)) for pair in both}
    return _one_to_one([(item, other) for item, other in both])


def _trained(answered: Answered) -> Any:
    database = DuckDBAPI()
    tables = [
        database.register(_table(value), dataset_display_name=f"set{place}")
        for place, value in enumerate(answered.frames)
    ]
    linker = Linker(tables, _settings(len(tables)), log_level=logging.ERROR)
    sure = [block_on("given_name", "surname", "date_of_birth"), block_on("surname", "address_1", "postcode")]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in ("date_of_birth", "surname", "postcode"):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(rule))
    return linker


def _table(value: Any) -> Any:
    columns = value.drop(columns=["soc_sec_id"]).reset_index(drop=True)
    return columns.where(columns.notna(), None).assign(unique_id=range(len(columns)))


def _settings(sets: int) -> Any:
    return SettingsCreator(
        link_type="dedupe_only" if sets == 1 else "link_only",
        blocking_rules_to_generate_predictions=[block_on(name) for name in BLOCKS],
        comparisons=[
            compare.NameComparison("given_name"),
            compare.NameComparison("surname"),
            compare.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
            compare.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            compare.JaroWinklerAtThresholds("address_1", [0.9, 0.7]),
            compare.JaroWinklerAtThresholds("address_2", [0.9, 0.7]),
            compare.JaroWinklerAtThresholds("suburb", [0.9, 0.7]),
            compare.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
            compare.ExactMatch("state"),
        ],
    )


def _one_to_one(both: list[Pair]) -> set[Pair]:
    here: set[int] = set()
    there: set[int] = set()
    kept: set[Pair] = set()
    for item, other in both:
        if item not in here and other not in there:
            kept.add((item, other))
            here.add(item)
            there.add(other)
    return kept
