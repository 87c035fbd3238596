"""Linkage on Spark gives the weights that plain Python gives. Needs Java and the extra ``spark`` (requirements/spark.txt)."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from sayso.errors import SaysoError
from sayso.events import candidates, score
from sayso.events.splink_link import pair_weights, spark_api
from tests.events.test_linkage import some_records


@pytest.fixture
def local() -> Iterator[Any]:
    """Spark on the cores of this machine."""
    pytest.importorskip("splink")
    pytest.importorskip("pyspark")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        pytest.skip("there is no Java")
    logging.disable(logging.WARNING)  # Splink warns of functions in Java that we do not use
    try:
        api = spark_api()
        api.spark.sparkContext.setLogLevel("ERROR")
        yield api
        api.spark.stop()
    finally:
        logging.disable(logging.NOTSET)


@pytest.mark.slow
@pytest.mark.may_skip(reason="Spark needs Java and the extra 'spark'")
def test_spark_gives_the_same_weights(local: Any) -> None:
    records = some_records()
    ours = {(a.id, b.id): score(a, b) for a, b in candidates(records)}
    theirs = pair_weights(records, db_api=local)
    assert theirs.keys() == ours.keys() and len(ours) > 250
    assert all(theirs[p] == pytest.approx(ours[p], abs=1e-9) for p in ours)


def test_without_java_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("splink")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(SaysoError, match=r"needs pyspark|needs Java"):
        spark_api()
