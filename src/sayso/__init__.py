"""sayso: who armed whom, with how much of what, when, and on whose say-so."""

__version__ = "0.1.0"
