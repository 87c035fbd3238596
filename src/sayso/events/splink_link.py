"""Linkage in bulk: the same comparisons and weights, run by Splink on DuckDB (extra ``link``) or on Spark (extra ``spark``).

For one article there is :func:`sayso.events.weights.score`, which needs none of these libraries; a test holds the two to the same weights.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Iterable
from typing import Any

from sayso.errors import SaysoError
from sayso.events.blocking import keys_of, worth_it
from sayso.events.comparison import Comparison
from sayso.events.features import COLUMNS, Features, row
from sayso.events.levels import COMPARISONS
from sayso.events.weights import Weights, shipped

_CALL = re.compile(r"\{(meet|cross|size)\(([a-z_]+)(?:,([a-z_]+))?\)\}")
_FUNCTIONS = {"duckdb": ("list_intersect", "len"), "spark": ("array_intersect", "size")}


def sql(condition: str, dialect: str = "duckdb") -> str:
    """A condition of :mod:`sayso.events.levels` in a dialect of SQL ("duckdb" or "spark")."""
    both, size = _FUNCTIONS[dialect]

    def call(match: re.Match[str]) -> str:
        what, x, y = match.groups()
        if what == "size":
            return f"{size}({x})"
        if what == "meet":
            return f"{size}({both}({x}_l, {x}_r))"
        return f"({size}({both}({x}_l, {y}_r)) + {size}({both}({y}_l, {x}_r)))"

    return _CALL.sub(call, condition)


def comparison(c: Comparison, weights: Weights, dialect: str) -> dict[str, Any]:
    """One comparison as Splink takes it, with the weights of its levels."""
    levels: list[dict[str, Any]] = []
    unknown = sql(c.unknown, dialect) if c.unknown else "kind_l is null or kind_r is null"  # Splink wants to be told even where it never is
    levels.append({"sql_condition": unknown, "label_for_charts": "not known", "is_null_level": True})
    for n, (words, condition) in enumerate(c.levels):
        m, u = weights.levels[c.name][n]
        level = {"sql_condition": sql(condition, dialect) if condition else "ELSE", "label_for_charts": words}
        levels.append({**level, "m_probability": m, "u_probability": u})
    return {"output_column_name": c.name.replace(" ", "_"), "comparison_description": c.name, "comparison_levels": levels}


def settings(weights: Weights | None = None, dialect: str = "duckdb") -> Any:
    """The settings of Splink: our comparisons, weights and keys."""
    splink = _splink()
    weights = weights or shipped()
    odds = 2.0**weights.prior
    return splink.SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        comparisons=[comparison(c, weights, dialect) for c in COMPARISONS],
        blocking_rules_to_generate_predictions=[splink.block_on("keys", arrays_to_explode=["keys"])],
        probability_two_random_records_match=odds / (1 + odds),
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=True,
    )


def _splink() -> Any:
    try:
        import splink
    except ImportError as error:
        raise SaysoError("Linkage in bulk needs Splink, which is not installed", "Install sayso[link].") from error
    return splink


def table(records: Iterable[Features]) -> Any:
    """The records as an Arrow table with their keys."""
    import pyarrow as pa  # type: ignore[import-untyped]

    found = sorted(records, key=lambda r: r.id)
    texts, whole, lists = pa.string(), pa.int64(), pa.list_(pa.string())
    kinds = {
        "sentence": whole,
        "at": whole,
        "hinge": whole,
        "published": whole,
        "first": whole,
        "last": whole,
        "dated": pa.bool_(),
        "actors_few": pa.bool_(),
        "recipients_few": pa.bool_(),
        "common": whole,
    }
    kinds |= {"figure_low": whole, "figure_high": whole}
    kinds |= dict.fromkeys(
        ("actors", "recipients", "actors_up", "recipients_up", "classes", "classes_up", "designations", "designations_up"), lists
    )
    kinds |= dict.fromkeys(("places", "spots", "states", "words", "near", "names", "title", "numbers"), lists)
    schema = pa.schema([*((name, kinds.get(name, texts)) for name in COLUMNS), ("keys", lists)])
    return pa.Table.from_pylist([{**row(r), "keys": sorted(keys_of(r))} for r in found], schema=schema)


def spark_api(session: Any = None) -> Any:
    """What :func:`linker` and :func:`pair_weights` take to run on Spark. ``session``: a ``SparkSession`` of a cluster; None = one on the
    cores of this machine (Java 17 or later).

    Intermediate tables are kept in the executors' memory and disks, so that no folder for checkpoints is needed. For tables that no
    cluster holds, pass a ``SparkAPI`` with a ``break_lineage_method`` of your own."""
    splink = _splink()
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise SaysoError("Linkage on Spark needs pyspark, which is not installed", "Install sayso[spark].") from error
    if session is None:
        if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
            raise SaysoError("Spark needs Java, and there is none", "Install a Java runtime (17 or later), or set JAVA_HOME.")
        options = {
            "spark.ui.enabled": "false",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.sql.shuffle.partitions": str(os.cpu_count() or 1),
        }
        session = SparkSession.builder.master("local[*]").config(map=options).getOrCreate()
    return splink.SparkAPI(spark_session=session, break_lineage_method="persist")


def linker(records: Iterable[Features], weights: Weights | None = None, db_api: Any = None) -> Any:
    """A Splink ``Linker`` over the records, for its charts and training.

    ``db_api``: None = DuckDB in memory; :func:`spark_api` for Spark."""
    splink = _splink()
    dialect = "duckdb"
    data: Any = table(records)
    if db_api is None:
        db_api = splink.DuckDBAPI()
    elif "spark" in type(db_api).__name__.lower():
        dialect = "spark"
        data = db_api.spark.createDataFrame(data.to_pylist(), schema=_spark_schema(data.schema))
    registered = db_api.register(data)
    return splink.Linker(registered, settings(weights, dialect), log_level=logging.ERROR)


def _spark_schema(schema: Any) -> str:
    def kind(t: Any) -> str:
        return {"string": "string", "int64": "bigint", "bool": "boolean"}.get(str(t), "array<string>")

    return ", ".join(f"`{f.name}` {kind(f.type)}" for f in schema)


def pair_weights(
    records: Iterable[Features], weights: Weights | None = None, *, least: float | None = None, db_api: Any = None
) -> dict[tuple[str, str], float]:
    """The log2 odds of all candidates (smaller id first),
    as :func:`sayso.events.blocking.candidates` finds them.

    ``least``: leave out pairs below this many bits."""
    by_id = {r.id: r for r in records}
    found = linker(by_id.values(), weights, db_api).inference.predict(threshold_match_weight=least)
    columns = "id_l, id_r, match_weight"
    if db_api is None or "duckdb" in type(db_api).__name__.lower():
        rows = found.as_duckdbpyrelation().project(columns).fetchall()
    else:
        rows = [tuple(r) for r in found.as_spark_dataframe().select("id_l", "id_r", "match_weight").collect()]
    return {(min(a, b), max(a, b)): w for a, b, w in rows if worth_it(by_id[a], by_id[b])}
