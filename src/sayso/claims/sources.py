"""Who says so: the chain of sources behind a claim, outermost first (codebook, "Sources").

Three witnesses: the tree (verbs and nouns of saying above the trigger, "according to"), the running text (a speech after "X said:",
a quotation that runs on over sentences), and the encoder's attributions. The tree leads where it finds a cue, since it knows depth;
the encoder fills in where the tree finds nothing; the reasons say which of them agreed.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sayso.claims.context import Context
from sayso.claims.forms import verb_forms, words
from sayso.claims.lexicon import cue_forms, cues
from sayso.claims.relays import QUOTES, cited, passed_on
from sayso.claims.scene import Scene
from sayso.claims.speakers import is_outlet, make_source, noun_group
from sayso.claims.speech import Link
from sayso.claims.tree import (
    DEPTH,
    case_of,
    deep_subject,
    first,
    is_dep,
    is_infinitive,
    is_passive,
    kids,
    mark_of,
    obliques,
    surface_subject,
)
from sayso.claims.who import actors_at
from sayso.records import Reason, Source, Span

if TYPE_CHECKING:
    from sayso.language.plain import Token

#: Verbs that report whatever happens in their clause, not only their object ("reports fires after an attack").
_REPORTING = words("report reports reported reporting confirm confirms confirmed confirming say says said claim claims claimed")
#: Events whose own speaker is their actor, never their source.
_SPEECH_EVENTS = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN"})
_SELF = words("i we us me")
#: "According to the plan" names a rule, not a speaker.
_PERFORMING = frozenset(
    form
    for verb in ("declare", "order", "agree", "announce", "summon", "dismiss", "outline", "respond", "discuss", "issue")
    for form in verb_forms(verb)
)
_RULES = words("term plan schedule law agreement deal constitution rule protocol treaty custom wish need tradition age number type")


#: "Told reporters": those who hear it first pass nothing on by name (codebook, "Sources").
_LISTENERS = words("reporters journalists media press newsmen correspondents")
#: "Declares martial law": the word is the act; nobody else tells of it.
_PERFORMED = words("declare declares declared declaring")
#: Verbs that bring a paper before the public: who issues a statement speaks in it.
_ISSUES = words("issue release publish sign make give deliver adopt")
#: Verbs whose object is what is said: a carrier noun below them is no voice of its own ("confirm evidence of").
_TAKEN_UP = ("obj", "nsubj:pass")
#: Verbs whose object hears what is said and may pass it on.
_TELLS = words("tell inform notify brief assure advise alert")
#: What stands behind these words happened anyway: who speaks above is not its source ("says it will train troops after the attack").
_BACKGROUND = words("after following since amid amidst despite because during when before")
#: Papers that speak for those who bring them: "Sudan's case alleging that …".
_BROUGHT = words("case lawsuit suit complaint petition letter motion appeal")


@cache
def _according() -> frozenset[str]:
    return frozenset(cues("speech")["according"])


def _speaker(verb: Token) -> Token | None:
    """Who speaks: the subject of an active verb of saying, the agent of a passive one; who summons is who protests."""
    if verb.lemma_ == "protest" and is_infinitive(verb) and verb.head.lemma_ == "summon":
        verb = verb.head
    if is_passive(verb) and any(is_dep(c, "obl") and case_of(c) == "between" for c in verb.children):
        return None  # "fighting is reported between X and Y"
    found = deep_subject(verb)
    return found.token if found else None


def _addressee(ctx: Context, verb: Token) -> Token | None:
    """The outlet in "told CNN"."""
    for c in verb.children:
        if verb.lemma_ in _TELLS and is_dep(c, "obj", "iobj") and c.i > verb.i and c.lower_ not in _LISTENERS and is_outlet(ctx, c):
            return c
        if (
            is_dep(c, "obl")
            and case_of(c) in ("to", "with")
            and c.lower_ not in _LISTENERS
            and is_outlet(ctx, c)
            and verb.lemma_ in ("tell", "speak")
        ):
            return c
    return None


def _verb_link(node: Token, above: Token) -> str | None:
    """Why the verb above attributes what stands in ``node``, or None."""
    low, dep = above.lower_, node.dep_
    say, announce = cue_forms("speech", "say"), cue_forms("speech", "announce")
    own, accuse = cue_forms("speech", "own"), cue_forms("speech", "accuse")
    if is_dep(node, "nsubj", "csubj") and not is_dep(node, "nsubj:pass"):
        return None
    if dep == "ccomp" and low in say:
        return "clause under"
    if dep == "xcomp":
        if low in own or (low in say and not is_passive(above)):
            return "clause under"
        return "charge under" if low in accuse else None
    if dep == "parataxis" and low in say and node.i > above.i:
        return "clause beside"
    if low in accuse and (is_dep(node, "advcl", "obl", "ccomp") or dep == "obj"):
        if dep == "advcl" and mark_of(node) not in ("of", "for", "over", "with", "as", "to"):
            return None
        if is_dep(node, "obl") and case_of(node) not in ("of", "for", "over", "with", "in"):
            return None
        return "charge under"
    if low in announce and (dep in ("obj", "nsubj:pass") or (is_dep(node, "obl") and case_of(node) in ("of", "about", "to"))):
        return "named by"
    if low in cue_forms("speech", "observe") and dep in ("obj", "nsubj:pass", "acl", "xcomp", "ccomp"):
        return "seen by"
    if low in say and is_dep(node, "obl") and case_of(node) in ("of", "about") and low not in cue_forms("speech", "own"):
        return "named by"
    if (
        low in _REPORTING
        and is_dep(node, "obl", "advcl")
        and not is_passive(above)
        and case_of(node) not in ("in", "at", "on", "to", "during")
    ):
        return "told by"
    return None


def _children_links(ctx: Context, node: Token, seen: set[int]) -> list[Link]:
    """Sources that hang below a word: "according to X", ", X said"."""
    out = []
    for prep, head in obliques(node):
        if prep in _according() and head.i not in seen and head.lemma_.lower() not in _RULES:
            cue = next((c for c in head.children if c.dep_ == "case"), head)
            out.append(Link(head, cue, f"“{prep}” under “{node.text}”"))
            seen.add(head.i)
    for c in kids(node, "parataxis"):
        if c.lower_ in cue_forms("speech", "say") and c.i not in seen and first(c, "ccomp") is None:
            who = first(c, "nsubj")
            if who is not None:
                seen.add(c.i)
                out += cited(c)
                out.append(Link(who, c, f"subject of “{c.text}” beside “{node.text}”"))
                out += passed_on(ctx, c)
                out += _children_links(ctx, c, seen)
    return out


def _noun_link(node: Token, above: Token) -> Link | None:
    """A noun that carries a claim: "Iran's claim that …", "reports of …", "a CNN report claiming …"."""
    if above.lower_ in ("evidence", "sign", "signs", "proof", "indication") and any(c.lower_ == "no" for c in above.children):
        return None
    if above.lower_ not in noun_group("report") or above.pos_ not in ("NOUN", "PROPN"):
        return None
    mark = mark_of(node) if node.pos_ in ("VERB", "AUX", "ADJ") else case_of(node)
    if not ((is_dep(node, "acl", "ccomp") and mark in ("that", "", "of")) or (is_dep(node, "nmod") and mark in ("of", "about", "from"))):
        return None
    if is_dep(node, "acl") and node.lower_ in cue_forms("speech", "say") and not mark:
        return None
    poss = first(above, "nmod:poss")
    if poss is not None:
        return Link(poss, above, f"owner of “{above.text}”")
    for prep, head in obliques(above):
        if prep in ("by", "from"):
            return Link(head, above, f"“{prep}” under “{above.text}”")
    if above.dep_ in _TAKEN_UP and above.head.lemma_ in _ISSUES:
        found = deep_subject(above.head)
        if found is not None:
            return Link(found.token, above, f"who issues the “{above.text}”")
    return Link(above, above, f"“{above.text}” that carries it")


def tree_links(ctx: Context, trigger: Token, start: Token | None = None, *, truce: bool = False) -> list[Link]:
    """The speakers above a trigger, innermost first. ``truce``: the trigger is a ceasefire, which one side declares."""
    out: list[Link] = []
    seen: set[int] = set()
    node = start or trigger
    for _ in range(DEPTH):
        out += _children_links(ctx, node, seen)
        above = node.head
        if _is_background(node):
            break
        if above.lower_ == "according" and above.i != node.i:  # the parser took "according to X" for a verb
            who = next((c for c in above.children if is_dep(c, "obl", "nmod")), None)
            if who is not None and who.i not in seen:
                out.append(Link(who, above, "“according to” above"))
        if above.i == node.i:
            break
        if above.pos_ in ("VERB", "AUX") or above.tag_.startswith("VB"):
            rule = _verb_link(node, above)
            if rule is not None and above.i not in seen:
                seen.add(above.i)
                who = _owner_of(_speaker(above))
                if above.lower_ == "saying" and above.head.lemma_ in QUOTES:
                    who = first(above.head, "nsubj:pass" if is_passive(above.head) else "obj") or who
                if who is None and rule == "charge under":
                    who = _hidden_accuser(above)
                if rule == "named by" and not truce and _performed(above, node, trigger):
                    who = None
                if who is not None and not _inside(who, trigger):
                    out += cited(above)
                    out.append(Link(who, above, f"{rule} “{above.text}”"))
                    told = _addressee(ctx, above)
                    if told is not None:
                        out.append(Link(told, above, f"told by “{above.text}”"))
                    out += passed_on(ctx, above)
            elif above.lemma_ in QUOTES and above.i not in seen and (node.lower_ == "saying" or any(k.head.i == node.i for k in out)):
                seen.add(above.i)
                who = _speaker(above)
                if who is not None:
                    out.append(Link(who, above, f"who quotes in “{above.text}”"))
        else:
            link = _noun_link(node, above)
            if link is not None and not _under_own_cue(link.head, above):
                out.append(link)
        node = above
    return out


def _performed(verb: Token, node: Token, trigger: Token) -> bool:
    """Whether the verb above does the act by saying it: "declares a state of emergency"."""
    return verb.lower_ in _PERFORMED and node.i == trigger.i


def _is_background(node: Token) -> bool:
    """Whether a clause or phrase only tells when or why: no source above it governs what it holds."""
    if node.dep_ == "advcl":
        return mark_of(node) in _BACKGROUND
    if is_dep(node, "obl", "nmod"):
        return case_of(node) in _BACKGROUND
    return False


def _in_background(trigger: Token) -> bool:
    """Whether a trigger stands in a phrase or clause that only tells when or why."""
    node = trigger
    for _ in range(DEPTH):
        if _is_background(node):
            return True
        if node.head.i == node.i:
            return False
        node = node.head
    return False


def _is_plain(cue: Span | None) -> bool:
    """Whether a cue tells that something is so ("says"), unlike one that does something by speaking ("orders", "announces a visit")."""
    return cue is not None and not frozenset(cue.text.lower().split()) & _PERFORMING


def _owner_of(who: Token | None) -> Token | None:
    if who is None or who.lower_ not in _BROUGHT:
        return who
    poss = first(who, "nmod:poss")
    return poss if poss is not None else next((h for prep, h in obliques(who) if prep in ("by", "from", "of")), who)


def _under_own_cue(head: Token, noun: Token) -> bool:
    """ "Reports indicate that …" is one source, not two."""
    if head.i != noun.i:
        return False
    if noun.dep_ in _TAKEN_UP and noun.head.lower_ in cue_forms("speech", "announce") and not is_passive(noun.head):
        return True  # "citing accusations of", "confirms evidence of"
    return is_dep(noun, "nsubj") and noun.head.lower_ in cue_forms("speech", "say")


def _inside(who: Token, trigger: Token) -> bool:
    return who.i == trigger.i


def _hidden_accuser(verb: Token) -> Token | None:
    """Who accuses in "sanctions firms accused of …": the subject of the verb the accused hang on."""
    node = verb
    for _ in range(8):
        node = node.head
        if node.pos_ == "VERB" and node.i != verb.i:
            found = deep_subject(node)
            return found.token if found else None
        if node.head.i == node.i:
            return None
    return None


def encoder_links(ctx: Context, at: int) -> list[tuple[Span, Span | None, float]]:
    """The encoder's attributions whose content holds the character ``at``, outermost first: (source words, cue, score)."""
    found = [a for a in ctx.doc.attributions or () if a.source and any(s.start <= at < s.end for s in a.content)]
    found.sort(key=lambda a: (a.depth, a.source[0].start))
    return [(a.source[0], a.cue[0] if a.cue else None, a.score) for a in found]


def _is_speech(cue: Span | None) -> bool:
    """Whether the encoder's cue holds a word of saying: it also hears "imposes" and "holds"."""
    if cue is None:
        return False
    words = frozenset(cue.text.lower().split())
    known = [cue_forms("speech", g) for g in ("say", "accuse", "own")]
    return bool(words & noun_group("report")) or "according" in words or any(w in k for w in words for k in known)


def _head_in(ctx: Context, span: Span) -> Token | None:
    return ctx.top(span.start, span.end)


def sources_of(scene: Scene, speech: Link | None, actor_ids: frozenset[str]) -> tuple[tuple[Source, ...], tuple[Reason, ...]]:
    """The chain behind one claim. ``speech`` is the speaker of the running quotation it stands in, if any."""
    ctx = scene.ctx
    truce = scene.entry.mode == "ceasefire"
    links = tree_links(ctx, scene.head, truce=truce)
    if scene.carrier is not None and scene.light:
        low = scene.carrier.lower_
        if (
            low in cue_forms("speech", "announce")
            and (truce or low not in _PERFORMED)
            and not any(k.cue.i == scene.carrier.i for k in links)
        ):
            found = deep_subject(scene.carrier)
            if found is not None:
                links.insert(0, Link(found.token, scene.carrier, f"announcer, subject of “{scene.carrier.text}”"))
    if scene.entry.id in ("claim-responsibility", "deny-involvement"):
        found = deep_subject(scene.head)
        if found is not None:
            links.insert(0, Link(found.token, scene.head, f"who speaks in “{scene.head.text}”"))
    if speech is not None and not any(k.head.i == speech.head.i for k in links):
        links.append(speech)
    if speech is not None:  # who speaks in the first person is the speaker
        links = [k for k in links if k.head.lower_ not in _SELF]
    chain: list[Source] = []
    reasons: list[Reason] = []
    for link in reversed(links):
        source = make_source(ctx, link.head, ctx.span(link.cue.i, link.cue.i + 1))
        if scene.entry.event in _SPEECH_EVENTS and source.id in actor_ids:
            continue
        if any(s.id == source.id or (s.start, s.end) == (source.start, source.end) for s in chain):
            continue
        chain.append(source)
        reasons.append(Reason("sources", link.rule, "cues/speech.yaml", source.cue))
    at = ctx.doc[scene.head.i].idx
    heard = encoder_links(ctx, at)
    if not chain and heard and scene.entry.event not in _SPEECH_EVENTS:
        background = _in_background(scene.head)
        declared = scene.carrier is not None and scene.light and scene.carrier.lower_ in _PERFORMED and not truce
        for span, cue, score in heard:
            head = _head_in(ctx, span)
            if head is None or score < 0.5 or head.i == scene.head.i or not _is_speech(cue):
                continue
            if (background or declared) and not _is_plain(cue):
                continue
            source = make_source(ctx, head, cue)
            if any(source.id == s.id for s in chain):
                continue
            chain.append(source)
            reasons.append(
                Reason("sources", f"the encoder hears this source with score {score:.2f}; the tree shows no cue above", None, cue)
            )
    elif chain:
        same = any(s.start < c.end and c.start < s.end for s, _, _ in heard for c in chain)
        reasons.append(Reason("sources", "the encoder hears the same source" if same else "the tree alone shows this source"))
    return tuple(chain), tuple(reasons)


def subject_actor_ids(ctx: Context, verb: Token) -> frozenset[str]:
    found = surface_subject(verb)
    return frozenset(a.id for a in actors_at(ctx, found.token)) if found else frozenset()
