"""Armed people and suspects: the group they belong to by the words, else a body of their own, never the state of the place.

"Kills three militants of Hamas", "suspected of being members of the Baloch Liberation Army", "the terrorists" after a group that the
text named: the group. "Kills five gunmen": ``gunmen``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.claims.forms import noun_forms, slug, words
from sayso.claims.tree import ancestors, is_dep, phrase, text_of
from sayso.records import Actor

if TYPE_CHECKING:
    from sayso.claims.context import Context
    from sayso.identity import Mention
    from sayso.language.plain import Token

#: Armed people and their bodies, in the singular, with what they are called as a party.
_ARMED = {
    "militant": "militants", "gunman": "gunmen", "bandit": "bandits", "insurgent": "insurgents", "rebel": "rebels",
    "terrorist": "terrorists", "jihadist": "jihadists", "separatist": "separatists", "putschist": "putschists",
    "guerrilla": "guerrillas", "trafficker": "traffickers", "smuggler": "smugglers", "gang": "gang", "pirate": "pirates",
    "cartel": "cartels", "mobster": "gangsters", "gangster": "gangsters", "militia": "militias",
}  # fmt: skip
#: Parties that are armed people of no group.
UNNAMED = frozenset(_ARMED.values())
_FORMS = {form: noun for noun, name in _ARMED.items() for form in {*noun_forms(noun), *([name] if noun == "gunman" else [])}}
#: People who are armed only by the words around them.
_LOOSE = words(
    "fighter fighters member members forces force combatants combatant commander commanders operative operatives people "
    "group groups cells factions suspects suspect perpetrator perpetrators culprit culprits"
)
_CULPRITS = words("suspects suspect perpetrator perpetrators culprit culprits")
#: Words on people that say which group they belong to.
_LINKED = words("suspected believed linked connected associated affiliated belonging tied loyal allied thought")
_TAKEN_UP = words("the these those this such enemy insurgent terrorist rebel jihadist militant")
UNKNOWN = words("unknown unidentified unnamed unspecified")
REACH = 2  # sentences back in which the group may be named


def groups(ctx: Context, tokens: range) -> list[Mention]:
    """The armed groups named among the tokens, in order."""
    found = {m.i: m for i in tokens if (m := ctx.mention_at.get(i)) is not None and m.kind == "group" and m.id and m.id not in _PEOPLES}
    return [found[i] for i in sorted(found)]


#: Peoples and blocs that are filed as groups and are no armed group.
_PEOPLES = words(
    "kurds west gulf-states arab-states international-community global-south european-leaders european-countries world-leaders"
)


_RANKS = words("head leader commander member chief founder spokesman spokesperson deputy official operative fighter sniper minister")


def member_of(ctx: Context, t: Token) -> tuple[Actor, ...]:
    """The group a person belongs to by title, apposition or relative clause: "X, the head of naval forces in Hezbollah's Radwan Force"."""
    if t.pos_ != "PROPN" or t.i in ctx.mention_at:
        return ()
    person = t.ent_type_ == "PER"
    spans = [range(t.left_edge.i, t.right_edge.i + 1)] if person else []
    beside = [c for c in t.head.children if c.dep_ in ("parataxis", "appos") and 0 < c.left_edge.i - t.right_edge.i <= 2]
    spans += [range(c.left_edge.i, c.right_edge.i + 1) for c in beside if c.lower_ in _RANKS]  # an apposition hung on the verb
    found = [m for span in spans for m in groups(ctx, span)]
    if not found:
        return ()
    a, b, text = text_of(ctx.doc, *phrase(t))
    return (Actor(a, b, text, str(found[0].id), None),)


def _linked(ctx: Context, t: Token) -> Mention | None:
    for c in t.children:
        if c.lower_ in _LINKED and is_dep(c, "acl", "amod") and c.i > t.i:
            found = groups(ctx, range(c.i, c.right_edge.i + 1))
            if found:
                return found[0]
    return None


def beside(ctx: Context, t: Token) -> Mention | None:
    """The group whose name ends directly before the phrase though the tree cut it off: "Rapid Support Forces | militants"."""
    edge = t.left_edge.i
    m = ctx.mention_at.get(edge - 1) if edge > t.sent.start else None
    return m if m is not None and m.kind == "group" and m.j == edge and not m.possessive else None


def _before(ctx: Context, t: Token) -> Mention | None:
    """The group whose name stands in the phrase directly before the noun: "Islamic State gunmen"."""
    m = ctx.mention_at.get(t.i - 1) if t.left_edge.i < t.i else None
    return m if m is not None and m.j == t.i and not m.possessive and m in groups(ctx, range(m.i, t.i)) else None


def _named_before(ctx: Context, t: Token) -> Mention | None:
    """The one armed group named before the phrase in its sentence or in the sentences before it."""
    here = ctx.sentence_of[t.i]
    for back in range(REACH + 1):
        if here - back < 0:
            break
        tokens = ctx.sentences[here - back]
        found = groups(ctx, range(tokens.start, t.i if back == 0 else tokens.stop))
        doers = {u.i for u in ancestors(t)}
        found = [
            m for m in found if back or not any(c.i in range(m.i, m.j) for i in doers for c in ctx.doc[i].children if is_dep(c, "nsubj"))
        ]
        if found:
            return found[-1] if len({m.id for m in found}) == 1 else None
    return None


def named_before(ctx: Context, noun: Token) -> tuple[Actor, ...]:
    """The armed people whose name stands before an event noun: "a bandit attack", "two separatist ambushes"."""
    for c in noun.children:
        before = c.i < noun.i and is_dep(c, "compound", "amod", "nmod:unmarked", "nmod:desc") and c.i not in ctx.mention_at
        kind = _FORMS.get(c.lower_) if before else None
        if kind is None or kind == "terrorist" or noun.lower_ in ("rape", "rapes"):  # those say what sort of attack it is
            continue
        return (Actor(c.idx, c.idx + len(c), c.text, _ARMED[kind], None),)
    return ()


def _own_name(ctx: Context, t: Token) -> Actor | None:
    """A body that identity does not know, by its own name before its fighters: "Free Highlands Army gunmen"."""
    for i, j, start, end, label in ctx.ids.view.ents:
        if label == "ORG" and j == t.i and i >= t.left_edge.i and j - i > 1 and not any(k in ctx.mention_at for k in range(i, j)):
            return Actor(start, end, ctx.document.text[start:end], slug(ctx.document.text[start:end]), "REB")
    return None


def armed(ctx: Context, t: Token) -> tuple[Actor, ...]:
    """The party that armed people or suspects are; empty where the phrase is no such people."""
    noun = _FORMS.get(t.lower_)
    if noun is None and t.lower_ not in _LOOSE:
        return ()
    group = _before(ctx, t) or beside(ctx, t) or _linked(ctx, t)
    left = [c for c in t.children if c.i < t.i]
    if group is None and any(c.lower_ in UNKNOWN for c in left):  # "unidentified gunmen": an unnamed attacker is nobody
        return ()
    if noun is None and group is None and t.lower_ in _CULPRITS:
        a, b, text = text_of(ctx.doc, *phrase(t))
        return (Actor(a, b, text, "suspect", None),)
    if noun is None:  # "pro-coup forces", "rebel fighters"
        kind = next((_FORMS[c.lower_] for c in left if c.lower_ in _FORMS), None)
        if group is None and kind is None:
            return ()
        noun = kind or ""
    elif noun in ("gang", "cartel"):  # "bandit gangs"
        noun = next((_FORMS[c.lower_] for c in left if c.lower_ in _FORMS), noun)
    if group is None and any(c.lower_ in _TAKEN_UP for c in left):
        group = _named_before(ctx, t)
    a, b, text = text_of(ctx.doc, *phrase(t))
    if group is not None and group.id:
        return (Actor(a, b, text, group.id, group.sector),)
    if not noun:
        return ()
    if (own := _own_name(ctx, t)) is not None:
        return (own,)
    name = "gangs" if t.lower_ == "gangs" else _ARMED[noun]
    if noun in ("trafficker", "cartel", "smuggler"):
        before = next((c.lower_ for c in left if c.dep_ == "compound" and c.lower_.isalpha()), "")
        name = f"{before}-{name}" if before else name
    return (Actor(a, b, text, name, "REB" if noun not in ("gang", "trafficker", "smuggler", "cartel") else "CRM"),)
