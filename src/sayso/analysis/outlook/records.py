"""What an outlook leaves behind: forecasts with their grounds, and what became of them (see :mod:`sayso.acts`)."""

from sayso.acts import Forecast, Ground, Outcome

__all__ = ["Forecast", "Ground", "Outcome"]
