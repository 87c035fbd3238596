"""What is likely next, with its rules, its past events, and a recurrency baseline beside it.

chances = load()                                # or learn(Series(acts), day) on a history of one's own
ask(acts, Question("USA", "IRN", event="SANCTION"), chances, as_of=day)   # forecasts
settle(forecasts, acts, known_until=day)        # outcomes, when their day has come
whom(acts, "USA", "SANCTION")                   # towards whom next, ranked
"""

from sayso.acts import Forecast, Ground, Outcome
from sayso.analysis.outlook.chances import Chances, learn
from sayso.analysis.outlook.forecasts import Question, ask
from sayso.analysis.outlook.likelihood import words
from sayso.analysis.outlook.models import load, save
from sayso.analysis.outlook.scoring import Score, score, settle
from sayso.analysis.outlook.series import Series
from sayso.analysis.outlook.whom import Likely, whom

__all__ = [
    "Chances",
    "Forecast",
    "Ground",
    "Likely",
    "Outcome",
    "Question",
    "Score",
    "Series",
    "ask",
    "learn",
    "load",
    "save",
    "score",
    "settle",
    "whom",
    "words",
]
