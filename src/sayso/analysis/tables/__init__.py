"""The field's event tables as acts: POLECAT, ICEWS, GDELT 2.0, and plain quadruples, apart from what we read ourselves."""

from sayso.analysis.tables.reading import DATASETS, EventTable, open_table

__all__ = ["DATASETS", "EventTable", "open_table"]
