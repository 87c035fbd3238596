"""What is likely next, with its rules, its past events, and a recurrency baseline beside it."""

from sayso.analysis.outlook.records import Forecast, Ground, Outcome

__all__ = ["Forecast", "Ground", "Outcome"]
