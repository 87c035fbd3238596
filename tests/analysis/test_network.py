"""The signed network: firm ties, triads, sides, blocs over time, proxies, and the file for Gephi."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from xml.etree import ElementTree

import pytest

from sayso.acts import Act
from sayso.analysis.blocs import blocs_over_time, proxies
from sayso.analysis.network import gexf, network, sign_chance, ties_of
from sayso.errors import SettingError

from .worlds import START, act, joint, month, steady

WEST, EAST = ("USA", "GBR", "FRA"), ("RUS", "IRN", "PRK")


def _two_camps(first: int = 0, months: int = 12, west: tuple[str, ...] = WEST, east: tuple[str, ...] = EAST) -> list[Act]:
    acts: list[Act] = []
    for n in range(first, first + months):
        for camp in (west, east):
            for a, b in combinations(camp, 2):
                acts += joint(a, b, "SUPPORT", month(n))
        acts += [act(a, b, "SANCTION", month(n)) for a in west for b in east]
    return acts


def test_two_camps_are_two_sides_and_every_triad_is_balanced() -> None:
    found = network(_two_camps(), as_of=month(11))
    assert found.sides.cost == 0 and found.sides.exact
    assert {frozenset(b) for b in found.sides.blocs()} == {frozenset(WEST), frozenset(EAST)} == {frozenset(b) for b in found.blocs.blocs()}
    assert found.balance == 1 and found.triads == () and dict(found.census) == {"+++": 2, "+--": 18}
    assert found.expected is not None and found.expected < 1


def test_the_tie_that_resists_is_named() -> None:
    acts = [*_two_camps(), *(a for n in range(12) for a in joint("FRA", "IRN", "AGREE", month(n)))]
    acts = [a for a in acts if not ({a.actor, a.recipient} == {"FRA", "IRN"} and a.event == "SANCTION")]
    found = network(acts, as_of=month(11))
    [edge] = found.sides.resisting
    assert (edge.a, edge.b, edge.sign, found.sides.cost) == ("FRA", "IRN", 1, 1)
    assert all({"FRA", "IRN"} <= set(t.parties) for t in found.triads) and found.triads


@pytest.mark.parametrize(
    ("values", "chance"),
    [([-9.0] * 5, 2 / 32), ([2.5], 1.0), ([5.0, -5.0], 1.0), ([9.0] * 10, 2 / 1024)],
)
def test_how_sure_a_sign_is(values: list[float], chance: float) -> None:
    assert sign_chance(values) == pytest.approx(chance)


def test_the_approximation_for_many_events_joins_the_exact_count() -> None:
    values = [9.0] * 10 + [-5.0] * 4
    exact = sign_chance(values)
    assert sign_chance([*values, 1e-9]) == pytest.approx(exact, abs=0.02)


def test_a_single_report_makes_no_firm_tie() -> None:
    [tie] = ties_of([act("ROU", "TUR", "ACCUSE")], START, month(1))
    assert not tie.firm and tie.sign == -1 and tie.p == 1


def test_who_strikes_together_is_tied_by_it() -> None:
    acts = [act(who, "IRN", "ASSAULT", month(n), id=f"strike{n}") for n in range(8) for who in ("USA", "ISR")]
    found = network(acts, as_of=month(7))
    tie = found.tie("USA", "ISR")
    assert tie is not None and tie.sign == 1 and tie.firm and set(tie.events) == {f"strike{n}" for n in range(8)}


def test_the_network_looks_back_no_further_than_asked() -> None:
    acts = [*steady("USA", "CHN", "SANCTION", [2] * 6), *steady("USA", "CHN", "AGREE", [0] * 12 + [2] * 6)]
    early, late = network(acts, as_of=month(5)).tie("USA", "CHN"), network(acts, as_of=month(17), days=200).tie("USA", "CHN")
    assert early is not None and late is not None and (early.sign, late.sign) == (-1, 1)
    with pytest.raises(SettingError, match="0 days"):
        network(acts, days=0)


def test_two_wars_far_apart_are_two_theatres() -> None:
    acts = [act(a, b, "ASSAULT", month(n)) for n in range(8) for a, b in (("RUS", "UKR"), ("SDN", "rsf-sudan"), ("UKR", "BLR"))]
    assert network(acts, as_of=month(7)).theatres == ((("BLR", "RUS"), ("UKR",)), (("SDN",), ("rsf-sudan",)))


def test_no_acts_give_an_empty_network() -> None:
    found = network([])
    assert found.ties == () and found.balance is None and found.sides.blocs() == ()


def test_gexf_holds_ties_with_sign_and_events() -> None:
    text = gexf(network(_two_camps(), as_of=month(11)))
    assert 'lastmodifieddate="2020-12-15"' in text
    tree = ElementTree.fromstring(text)
    ns = {"g": tree.tag.split("}")[0].strip("{")}
    assert len(tree.findall(".//g:node", ns)) == 6 and len(tree.findall(".//g:edge", ns)) == 15
    titles = {a.get("title") for a in tree.findall(".//g:attribute", ns)}
    assert {"sign", "events", "side", "bloc", "q"} <= titles


def test_who_changed_the_camp_and_when() -> None:
    """Hungary stands with the West for eighteen months, then with the East."""
    west = ("USA", "GBR", "FRA", "DEU")
    acts = [*_two_camps(0, 18, (*west, "HUN"), EAST), *_two_camps(18, 18, west, (*EAST, "HUN"))]
    found = blocs_over_time(acts, days=270)
    [move] = found.moves
    assert move.party == "HUN" and set(move.left) == set(west) and set(move.joined) == set(EAST)
    assert month(18) < move.after < month(30) and move.events
    numbers = {s.bloc_of("USA") for s in found.snapshots if s.bloc_of("USA") is not None}
    assert len(numbers) == 1  # the bloc keeps its number though a member left


def test_a_proxy_hangs_on_its_patron_by_flows_and_fights_its_adversary() -> None:
    acts = [act("IRN", "houthis", "AID", START + timedelta(days=n), flow="transfer", id=f"flow{n}") for n in range(3)]
    acts += [act("houthis", "ISR", "ASSAULT", START + timedelta(days=n)) for n in range(6)]
    acts += [act("ISR", "IRN", "ASSAULT", START + timedelta(days=n)) for n in range(6)]
    acts += [act("USA", "ISR", "AID", START + timedelta(days=n), flow="transfer") for n in range(6)]
    found = {p.party: p for p in proxies(acts, network(acts, as_of=date(2020, 3, 1)))}
    proxy = found["houthis"]
    assert (proxy.patron, proxy.against, proxy.share) == ("IRN", ("ISR",), 1.0)
    assert proxy.flows == ("flow0", "flow1", "flow2") and len(proxy.hostile) == 6
    assert "IRN" not in found
