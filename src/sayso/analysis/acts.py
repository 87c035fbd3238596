"""Acts: what one party did to or for another on a day (see :mod:`sayso.acts`)."""

from sayso.acts import OURS, Act, from_events

__all__ = ["OURS", "Act", "from_events"]
