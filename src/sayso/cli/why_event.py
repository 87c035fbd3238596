"""`sayso why EVENT`: an event with its origins, its disputes, and why its claims are one event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.cli import output

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.errors import SettingError
    from sayso.ledger import EventProvenance, Merge, Store


def why_event(store: Store, id: str, form: str, no_claim: SettingError) -> None:
    """Show the event that ``id`` names; where there is none either, say what is true of both."""
    from sayso.cli.event_shapes import provenance_object
    from sayso.errors import SettingError

    try:
        found = store.why_event(id.removeprefix("event:"))
    except SettingError as error:
        if "There is no event" in error.found:
            raise SettingError(no_claim.found.replace("There is no claim", "There is no claim or event"), no_claim.mend) from None
        raise
    if form in ("json", "jsonl"):
        told = provenance_object(found, store.papers_of([found.event]))
        print(output.dumps(told, indent=2 if form == "json" else None))
    elif form == "csv":
        rows = [
            {
                "a": m.a,
                "b": m.b,
                "weight": round(m.weight.weight, 2),
                "comparison": r.comparison,
                "level": r.level,
                "bits": round(r.weight, 2),
            }
            for m in found.merges
            if m.weight
            for r in m.weight.reasons
        ]
        output.write_csv(*output.rows_of_dicts(rows))
    else:
        _show(found, output.console())


def _show(found: EventProvenance, console: Console) -> None:
    from rich.text import Text

    from sayso.cli.events import counted, sides, value_words, what
    from sayso.ledger.words import days, says

    event = found.event
    names = {o.key: o.name for o in event.origins}
    console.print(Text(event.id, style="cyan") + Text(output.clean(f"  {what(event)}, {sides(event)}, {event.status.value}"), style="bold"))
    when = days(event.first, event.last) or "day not told"
    reported = days(event.published_first, event.published_last)
    console.print(output.text(f"{when}; reported {reported or 'on days not known'}", "dim"))
    console.print(output.text(f"Credibility {event.credibility}: {event.credibility_rule}."))
    for first in event.firsts:
        console.print(output.text(first.why[:1].upper() + first.why[1:] + ".", "green"))
    console.print()
    console.print(Text(f"Origins: {event.independent_origins} independent", style="bold"))
    for o in event.origins:
        marks = [w for w, on in (("a party to it", o.party), ("unnamed", o.anonymous), ("denies it", o.key in event.denied_by)) if on]
        counts = "counts" if o.independent else "does not count"
        told = f"  {o.name} ({', '.join([o.kind, *marks, counts])}): {counted(len(o.claims), 'claim')}" + (
            f", since {o.since}" if o.since else ""
        )
        console.print(output.text(told))
    console.print()
    console.print(Text("What they say", style="bold"))
    for view in event.fields:
        head = output.text(f"  {view.name}", "yellow" if view.disputed else "")
        console.print(head + output.text(f"  {'disputed: ' if view.disputed else ''}{view.rule}", "dim"))
        for v in view.values:
            since = f", since {v.since}" if v.since else ""
            console.print(output.text(f"    {value_words(v)}: {', '.join(names.get(o, o) for o in v.origins)}{since}"))
    console.print()
    console.print(Text(f"Claims: {len(event.members)}", style="bold"))
    claims = {c.id: (c, doc) for c, doc in found.claims}
    table = output.table(
        ("claim", {"style": "cyan", "no_wrap": True}),
        ("published", {"no_wrap": True}),
        ("by", {"ratio": 2}),
        ("who says", {"ratio": 2}),
        ("", {"ratio": 3}),
    )
    table.expand = True
    for m in event.members:
        said = says(*claims[m.id]) if m.id in claims else ""
        note = "a copy: lends no weight" if m.copy_of else m.status.value if m.status.value != "actual" else ""
        table.add_row(*(output.text(w) for w in (m.id[:8], m.published or "", m.publisher or "", said, note)))
    console.print(table)
    if found.merges:
        console.print()
        console.print(Text("Why they are one event", style="bold"))
        console.print(
            output.text(
                f"  in bits: the odds of a pair double with each; one event is what has more than {found.threshold:+.1f} on average", "dim"
            )
        )
        for merge in found.merges:
            _waterfall(merge, console)


def _waterfall(merge: Merge, console: Console) -> None:
    """What each comparison adds, the heaviest first, and their sum."""
    head = f"  {merge.a[:8]} and {merge.b[:8]}"
    if merge.weight is None:
        console.print(output.text(f"{head}: judgement {merge.judgement} put them together"))
        return
    console.print(output.text(f"{head}: {merge.weight.weight:+.1f} bits"))
    for r in sorted(merge.weight.reasons, key=lambda r: -abs(r.weight)):
        bar = ("+" if r.weight > 0 else "-") * min(20, round(abs(r.weight) * 2))
        console.print(
            output.text(f"    {r.weight:+5.1f}  {r.comparison}: {r.level}  ") + output.text(bar, "green" if r.weight > 0 else "red")
        )
