"""`sayso outlook`: what is likely next, and how earlier outlooks fared."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import output
from sayso.cli.options import FormatOption, LedgerOption, LimitOption, opened, settings

if TYPE_CHECKING:
    from sayso.acts import Forecast
    from sayso.analysis.outlook.chances import Chances
    from sayso.analysis.outlook.scoring import Score
    from sayso.ledger import Store

PartiesArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[ACTOR] [RECIPIENT]", help="One party (what it does to others) or two (both ways).")
]
EventOption = Annotated[str | None, typer.Option("--event", metavar="TYPE", help="A PLOVER type: ASSAULT, SANCTION …", show_default=False)]
FlowOption = Annotated[str | None, typer.Option("--flow", metavar="KIND", help="transfer, use, intercept …", show_default=False)]
ItemOption = Annotated[
    str | None, typer.Option("--item", metavar="CLASS", help="With --flow: a class of goods (weapon.uav).", show_default=False)
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="The last day that is known. Default: today.", show_default=False)
]
DatasetOption = Annotated[
    str | None,
    typer.Option("--dataset", metavar="NAME", help="An imported data set. Default: the ledger's own events.", show_default=False),
]
KeepOption = Annotated[bool, typer.Option("--keep", help="Write the forecasts into the ledger, to be scored when their day comes.")]
ScoreOption = Annotated[bool, typer.Option("--score", help="Settle kept forecasts whose window is over, and show the scores of all.")]
LearnOption = Annotated[bool, typer.Option("--learn", help="Learn from the ledger's own history, and keep what was learned beside it.")]
ModelOption = Annotated[
    Path | None,
    typer.Option(
        "--model", metavar="FILE", help="What was learned. Default: beside the ledger, else what comes with sayso.", show_default=False
    ),
]


def outlook(
    parties: PartiesArgument = None,
    event: EventOption = None,
    flow: FlowOption = None,
    item: ItemOption = None,
    as_of: AsOfOption = None,
    dataset: DatasetOption = None,
    keep: KeepOption = False,
    score: ScoreOption = False,
    learn: LearnOption = False,
    model: ModelOption = None,
    limit: LimitOption = None,
    format: FormatOption = None,
    ledger: LedgerOption = None,
) -> None:
    """What is likely within the next 30 days, with a recurrency baseline beside it, the rules behind it and the past events."""
    from sayso.analysis.outlook.forecasts import ask
    from sayso.ledger import Store
    from sayso.ledger.filters import day

    form = settings(format=format).format
    known = day("as-of", as_of) or date.today()
    question = _question(parties or [], event, flow, item)
    place = model or Path(f"{settings(ledger=ledger).ledger}{'.' + dataset if dataset else ''}.outlook.json")
    if score:
        with Store(settings(ledger=ledger).ledger, create=False) as store:
            _scores(store, known, form, given=as_of is not None)
        return
    with opened(ledger) as store:
        found_acts = store.acts(dataset=dataset, last=known) if dataset else store.acts(as_of=known)
        acts = [a for a in found_acts if a.day <= known]
    chances = _learned(acts, known, place) if learn else _known(place, model)
    if dataset and not learn and not model and not place.is_file():
        output.say(
            f"What comes with sayso was learned from news read by sayso, and {dataset} reports at another rate: --learn learns from it."
        )
    both = bool(question.actor and question.recipient)
    name = dataset or "sayso"
    most = limit if limit else (None if limit == 0 else 20)
    found = ask(acts, question, chances, as_of=known, dataset=name, both_ways=both, limit=most)
    if keep and found:
        with Store(settings(ledger=ledger).ledger, create=False) as store:
            new = store.add_forecasts(found)
        output.say(f"{new} new {'forecast' if new == 1 else 'forecasts'} kept; sayso outlook --score settles them when their day comes.")
    _write(found, form)


def _question(parties: list[str], event: str | None, flow: str | None, item: str | None) -> Any:
    from sayso.analysis.outlook.forecasts import Question
    from sayso.analysis.tables.formats import TYPES
    from sayso.errors import SettingError
    from sayso.identity import lookup
    from sayso.records import Flow

    if len(parties) > 2:
        raise SettingError(f"There are {len(parties)} parties", "Give one or two; names of several words want quotation marks.")
    if event and event.upper() not in TYPES:
        raise SettingError(f"“{event}” is no PLOVER type", f"There are {', '.join(sorted(TYPES))}.")
    if flow and flow.lower() not in {f.value for f in Flow}:
        raise SettingError(f"“{flow}” is no flow", f"There are {', '.join(f.value for f in Flow)}.")
    if item and not flow:
        raise SettingError("An item is asked for without a flow", "Add --flow transfer, or another flow.")
    who = [lookup(p) for p in parties] + [None, None]
    return Question(who[0], who[1], event.upper() if event else None, flow.lower() if flow else None, item)


def _known(place: Path, given: Path | None) -> Chances:
    from sayso.analysis.outlook.models import SHIPPED, load

    return load(place if given or place.is_file() else SHIPPED)


def _learned(acts: list[Any], known: date, place: Path) -> Chances:
    from sayso.analysis.outlook.chances import learn
    from sayso.analysis.outlook.models import save
    from sayso.analysis.outlook.series import Series
    from sayso.errors import SettingError

    series = Series(acts)
    chances = learn(series, series.day_of(known) + 1) if acts else None
    if chances is None:
        raise SettingError(
            f"{len(acts):,} acts are too few to learn from (something must have recurred 50 times)",
            "Leave --learn out: what comes with sayso was learned from 20 months of news.",
        )
    save(chances, place)
    output.say(f"Learned from {chances.cases:,} cases; kept in {place}.")
    return chances


def _write(found: list[Forecast], form: str) -> None:
    if form == "json":
        output.write_json(_object(f) for f in found)
    elif form == "jsonl":
        output.write_lines(_object(f) for f in found)
    elif form == "csv":
        output.write_csv(*output.rows_of_dicts({k: v for k, v in _object(f).items() if k != "reasons"} for f in found))
    elif not found:
        output.say("There is nothing to say: no act between these parties in the year before.")
    else:
        _show(found)


def _object(f: Forecast) -> dict[str, Any]:
    told: dict[str, Any] = {"id": f.id, "question": f.question, "probability": f.probability, "words": f.words, "baseline": f.baseline}
    told |= {"actor": f.actor, "recipient": f.recipient, "event": f.event, "flow": f.flow, "class": f.class_, "dataset": f.dataset}
    told |= {"as_of": f.as_of.isoformat(), "first": f.window_first.isoformat(), "last": f.window_last.isoformat()}
    told["reasons"] = [{"rule": g.rule, "log_odds": round(g.weight, 2), "events": list(g.events)} for g in f.reasons]
    return told


def _show(found: list[Forecast]) -> None:
    console = output.console()
    for f in found:
        console.print(output.text(f.question, "bold"))
        console.print(output.text(f"  {f.words}: {f.probability:.0%}  (recurrency alone: {f.baseline:.0%})"))
        for g in f.reasons[:5]:
            events = f"  [{', '.join(g.events[:3])}{' …' if len(g.events) > 3 else ''}]" if g.events else ""
            mark = f"{g.weight:+.1f}" if g.weight else "also"
            console.print(output.text(f"    {mark:>5}  {g.rule}") + output.text(events, "dim"))


def _scores(store: Store, known: date, form: str, *, given: bool) -> None:
    """Settle and show. Where no day is given, nothing is settled that lies behind the last act: silence may mean that nobody read on."""
    from sayso.analysis.outlook.scoring import score, settle
    from sayso.records import Status

    waiting = store.forecasts(open_only=True)
    for name in sorted({f.dataset for f in waiting}):
        acts = list(store.acts(dataset=None if name == "sayso" else name))
        last = max((a.day for a in acts if a.status is Status.ACTUAL), default=date.min)
        until = known if given else min(known, last)
        store.add_outcomes(settle([f for f in waiting if f.dataset == name], acts, known_until=until))
    happened = {o.forecast: o.happened for o in store.outcomes()}
    settled = [f for f in store.forecasts() if f.id in happened]
    found = score([f.probability for f in settled], [f.baseline for f in settled], [happened[f.id] for f in settled])
    still = len(store.forecasts(open_only=True))
    if form in ("json", "jsonl"):
        output.write_lines([_score_object(found, still)])
    elif form == "csv":
        rows = ({"low": b.low, "high": b.high, "n": b.n, "probability": b.probability, "happened": b.happened} for b in _bins(found))
        output.write_csv(*output.rows_of_dicts(rows))
    elif found is None:
        output.say(f"No forecast is settled yet; {still:,} {'waits' if still == 1 else 'wait'} for the end of the window.")
    else:
        _show_score(found, still)


def _bins(found: Score | None) -> tuple[Any, ...]:
    return found.bins if found else ()


def _score_object(s: Score | None, still: int) -> dict[str, Any]:
    if s is None:
        return {"settled": 0, "open": still}
    told: dict[str, Any] = {"settled": s.n, "open": still, "happened": s.happened, "brier": s.brier, "baseline_brier": s.baseline_brier}
    told |= {"log": s.log, "baseline_log": s.baseline_log, "skill": s.skill, "ece": s.ece}
    told["reliability"] = [{"low": b.low, "high": b.high, "n": b.n, "probability": b.probability, "happened": b.happened} for b in s.bins]
    return told


def _show_score(s: Score, still: int) -> None:
    console = output.console()
    console.print(output.text(f"{s.n:,} forecasts settled, {s.happened:,} came true; {still:,} open."))
    console.print(output.text(f"Brier {s.brier:.4f} (recurrency alone {s.baseline_brier:.4f}, skill {s.skill:+.0%})"))
    console.print(output.text(f"Log score {s.log:.4f} (recurrency alone {s.baseline_log:.4f}); calibration error {s.ece:.3f}"))
    right = {"justify": "right"}
    table = output.table(("said", {}), ("forecasts", right), ("mean", right), ("came true", right))
    for b in s.bins:
        cells = (f"{b.low:.0%}–{b.high:.0%}", f"{b.n:,}", f"{b.probability:.0%}", f"{b.happened:.0%}")
        table.add_row(*(output.text(c) for c in cells))
    console.print(table)
