"""The recipe of the trained parts of ``sayso.claims``: ``python -m training.claims``."""
