"""`sayso why`: one claim on the words it stands on."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import output
from sayso.cli.options import FormatOption, LedgerOption, opened, settings

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from sayso.ledger import Provenance
    from sayso.records import Claim, Span

STYLES = {
    "trigger": "bold reverse",
    "actor": "bold green",
    "recipient": "bold blue",
    "items": "bold yellow",
    "money": "bold yellow",
    "place": "magenta",
    "time": "bold cyan",
    "sources": "underline",
    "cue": "underline italic",
}


def why(
    id: Annotated[str, typer.Argument(metavar="ID", help="A claim or an event: its id, or its first letters.", show_default=False)],
    format: FormatOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Show a claim on the words it stands on: each field with its reason, the entry of the lexicon, the path, the cue.

    Of an event: its origins, what is disputed, the rule of its credibility, and why its claims are one event.
    """
    from sayso.cli.shapes import claim_object
    from sayso.errors import SettingError

    form = settings(format=format).format
    with opened(ledger) as store:
        try:
            found = store.provenance(id)
            judged = list(store.judgements(f"claim:{found.claim.id}")) if not found.superseded else []
        except SettingError as error:
            if "There is no claim" not in error.found:
                raise
            from sayso.cli.why_event import why_event

            why_event(store, id, form, error)
            return
    if form in ("json", "jsonl"):
        from sayso.cli.event_shapes import judgement_object
        from sayso.ledger.passages import passage

        here = passage(found.claim, found.document.text)
        told = {
            **claim_object(found.claim, found.document),
            "passage": {"text": here.text, "start": here.start, "end": here.end},
            "sha256": found.document.sha256,
            "extractor": f"{found.document.extractor} {found.document.extractor_version}",
            "run": found.run,
            "version": found.version,
            "recorded_at": found.recorded_at.isoformat(),
            "superseded": found.superseded,
            "judgements": [judgement_object(j) for j in judged],
        }
        print(output.dumps(told, indent=2 if form == "json" else None))
    elif form == "csv":
        reasons = [
            {
                "claim": found.claim.id,
                "field": r.field,
                "rule": r.rule,
                "lexicon": r.lexicon,
                "words": r.span.text if r.span else None,
                "start": r.span.start if r.span else None,
                "end": r.span.end if r.span else None,
            }
            for r in found.claim.reasons
        ]
        output.write_csv(*output.rows_of_dicts(reasons))
    else:
        console = output.console()
        _show(found, console)
        for j in judged:
            field = f"{j.field} is {j.value}" if j.field else ""
            state = "" if j.in_force else " (taken back)"
            console.print(
                output.text(f"judgement {j.number}, {j.recorded_at:%Y-%m-%d}, {j.who}: {j.verdict} {field}{state}: {j.why}", "bold")
            )


def parts(claim: Claim) -> list[tuple[str, int, int]]:
    """The spans of a claim by role, the trigger last: where two overlap, the later one is seen."""
    found = [("sources", s.start, s.end) for s in claim.sources]
    found += [("cue", s.cue.start, s.cue.end) for s in claim.sources if s.cue]
    found += [("place", p.start, p.end) for p in claim.place]
    found += [("time", claim.time.start, claim.time.end)] if claim.time else []
    found += [("money", claim.money.start, claim.money.end)] if claim.money else []
    found += [("items", i.start, i.end) for i in claim.items]
    found += [("recipient", a.start, a.end) for a in claim.recipient]
    found += [("actor", a.start, a.end) for a in claim.actor]
    return [*found, ("trigger", claim.trigger.start, claim.trigger.end)]


def _passages(found: Provenance) -> list[Span]:
    """The claim's own passage, and those of parts that stand elsewhere (a source two sentences before), in the text's order."""
    from sayso.ledger.passages import passage, sentences
    from sayso.records import Span

    text = found.document.text
    own = passage(found.claim, text)
    spans = {own}
    outside = [(a, b) for _, a, b in parts(found.claim) if not (own.start <= a and b <= own.end)]
    if outside:
        bounds = sentences(text)
        for a, b in outside:
            spans |= {Span(s, e, text[s:e]) for s, e in bounds if s < b and a < e and e - s < 1500 and not (own.start <= s < own.end)}
    return sorted(spans)


def _marked(found: Provenance, passage: Span, *, plain: bool) -> Text:
    """The passage with its parts in their colours; where there are no colours, with the trigger between guillemets."""
    from rich.text import Text

    text = Text()
    marks = [
        (role, max(a, passage.start), min(b, passage.end)) for role, a, b in parts(found.claim) if a < passage.end and passage.start < b
    ]
    edges = sorted({passage.start, passage.end, *(x for _, a, b in marks for x in (a, b))})
    for start, end in pairwise(edges):
        role = next((r for r, a, b in reversed(marks) if a <= start and end <= b), None)
        words = output.clean(found.document.text[start:end]).replace("\n", " ")
        if plain and role == "trigger":
            words = f"»{words}«"
        text.append(words, STYLES.get(role or "", ""))
    return text


def _fields(claim: Claim) -> list[tuple[str, str, str]]:
    """(field, value, role) in the order of the codebook."""
    from sayso.ledger.names import name_of
    from sayso.ledger.words import bounds, days, goods, speaker

    rows: list[tuple[str, str, str]] = [("trigger", claim.trigger.text, "trigger")]
    rows.append(("event", " ".join(w for w in (claim.event or "none", claim.mode) if w), ""))
    if claim.flow:
        rows.append(("flow", claim.flow.value, ""))
    for role, actors in (("actor", claim.actor), ("recipient", claim.recipient)):
        for a in actors:
            known = name_of(a.id)
            value = f"{a.id}{'/' + a.sector if a.sector else ''}" + (f" {known}" if known != a.id else "") + f"  “{a.text}”"
            if a.unresolved:
                value += f"  not resolved: {a.unresolved.reason}"
            rows.append((role, value, role))
    for i in claim.items:
        q = i.quantity
        value = (
            f"{i.class_} ({goods(i.class_)})"
            + (f", {i.designation}" if i.designation else "")
            + (f", made in {i.origin}" if i.origin else "")
        )
        if q:
            value += f", {bounds(q.low, q.high) or 'no bounds'} ({', '.join(w for w in (q.hedge, q.measure, q.why) if w)})"
        rows.append(("items", f"{value}  “{i.text}”", "items"))
    if m := claim.money:
        rows.append(("money", f"{m.amount if m.amount is not None else '?'} {m.currency or '?'}  “{m.text}”", "money"))
    rows += [("place", f"{p.id or 'not known'}  “{p.text}”", "place") for p in claim.place]
    if w := claim.time:
        told = days(w.first, w.last) or "no days"
        rows.append(("time", f"{told}{', ' + w.why if w.why else ''}  “{w.text}”", "time"))
    rows.append(("status", claim.status.value, ""))
    for s in claim.sources:
        named = "anonymous" if s.anonymous else s.id or speaker(s)
        rows.append(("sources", f"{s.kind}, {named}  “{s.text}”" + (f"  cue “{s.cue.text}”" if s.cue else ""), "sources"))
    if not claim.sources:
        rows.append(("sources", "none named: the publisher speaks for itself", ""))
    if claim.confidence is not None:
        rows.append(("confidence", f"{claim.confidence:.2f}", ""))
    return rows


def _show(found: Provenance, console: Console) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from sayso.ledger.words import parties, route, what

    claim, document = found.claim, found.document
    plain = not console.is_terminal or console.no_color
    sides = route(claim, long=True) if claim.actor or claim.recipient else parties(claim.actor)
    console.print(Text(claim.id, style="cyan") + Text(output.clean(f"  {what(claim)}, {sides}, {claim.status.value}"), style="bold"))
    published = f"{document.published} ({document.date_origin.value})" if document.published else "day of publication not known"
    cites = document.cites and f"cites {', '.join(document.cites)}"
    facts = [document.publisher, published, cites, document.title and f"“{document.title}”", document.url or document.origin or document.id]
    console.print(output.text(" · ".join(f for f in facts if f), "dim"))
    if found.superseded:
        console.print(output.text("A newer reading of this text no longer makes this claim, or took its place.", "yellow"))
    console.print()
    for passage in _passages(found):
        console.print(Padding(_marked(found, passage, plain=plain), (0, 2, 1, 2)))
    table = output.table(("field", {"no_wrap": True}), ("value", {"ratio": 4}), ("why", {"ratio": 5}))
    table.expand = True
    told: set[str] = set()
    for name, value, role in _fields(claim):
        reasons = Text() if name in told else _reasons(claim, name)
        table.add_row(output.text(name, STYLES.get(role, "") if role != "trigger" else "bold"), output.text(value), reasons)
        told.add(name)
    for name in dict.fromkeys(r.field for r in claim.reasons if r.field not in told):
        table.add_row(output.text(name), "", _reasons(claim, name))
    console.print(table)
    console.print()
    read = f"Run {found.run}, {found.recorded_at:%Y-%m-%d %H:%M} UTC, sayso {found.version}"
    text = f"text {document.sha256[:12]} by {document.extractor} {document.extractor_version}"
    console.print(output.text(f"{read}; {text}, characters {claim.trigger.start}–{claim.trigger.end}", "dim"))


def _reasons(claim: Claim, name: str) -> Any:
    from rich.text import Text

    cell = Text()
    for n, r in enumerate(r for r in claim.reasons if r.field == name):
        cell.append(("\n" if n else "") + output.clean(r.rule))
        words = r.span.text if r.span else ""
        if words and words not in r.rule:
            cell.append(output.clean(f" “{words}”"))
        if r.lexicon:
            cell.append(output.clean(f" [{r.lexicon}]"), "dim")
    return cell
