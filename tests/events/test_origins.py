"""Copies, credits and origins: ten articles that repeat one report have one origin."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.events import copies, is_copy, origins, voice
from sayso.events.cards import credit_of, outlet_id, publisher_of, reliability
from sayso.events.copies import copy_keys, quotations
from sayso.records import Document, Origin
from tests.builders import claim, document

WIRE = (
    "Denmark delivered 12 Harpoon missiles to Ukraine on Friday, the Danish parliament was told, in a step that widens the coastal "
    "defence of the country and follows months of training for the crews in several allied states."
)


def report(text: str, by: str | None, day: int = 1, **more: object) -> Document:
    return document(text, publisher=by, published=date(2023, 5, day), **more)


@pytest.mark.parametrize(
    ("text", "by", "credited"),
    [
        (f"COPENHAGEN, May 12 (Reuters) - {WIRE}", "The Daily", "reuters"),
        (f"{WIRE} (AFP)", "The Daily", "afp"),
        (f"{WIRE}\n— AP", "The Daily", "ap"),
        (f"{WIRE}\nSource: TASS", None, "tass"),
        (f"{WIRE}\n\nThis article first appeared in The Guardian.", "The Daily", "the-guardian"),
        (WIRE, "AFP via Yahoo News", "afp"),
        (WIRE, "Reuters", None),
        ("Officials told Reuters (AP had the figures first) that Denmark delivered missiles to Ukraine.", "The Daily", None),
        (f"{WIRE} A picture shows the ships (AFP via Getty Images)", "The Daily", None),
    ],
)
def test_credit(text: str, by: str | None, credited: str | None) -> None:
    found = credit_of(report(text, by))
    assert (found.id if found else None) == credited


@pytest.mark.parametrize(
    ("fields", "id"),
    [
        ({"publisher": "The Guardian"}, "the-guardian"),
        ({"publisher": "edition.cnn.com"}, "cnn"),
        ({"publisher": None, "url": "https://www.aljazeera.com/news/1"}, "al-jazeera"),
        ({"publisher": "Paper Nobody Knows"}, "paper-nobody-knows"),
    ],
)
def test_publisher(fields: dict[str, str | None], id: str) -> None:
    found = publisher_of(document(WIRE, **fields))
    assert found is not None and found[0] == id


def test_every_source_is_f_until_a_person_says_otherwise() -> None:
    assert reliability("reuters") == "F"
    assert reliability("reuters", {"reuters": "B"}) == "B"
    assert outlet_id("Reuters") == "reuters"


class TestCopies:
    def test_an_edited_and_a_cut_text_are_copies_of_the_earliest(self) -> None:
        first = report(WIRE, "Reuters", 1)
        edited = report(WIRE.replace("Danish", "country's").replace("several", "some"), "The Daily", 2)
        cut = report(WIRE.split(", in a step")[0] + ", officials added later.", "The Weekly", 3)
        other = report("Poland handed four MiG-29 fighters to Ukraine this week, the ministry in Warsaw said on Monday morning.", "AP", 1)
        found = copies([cut, other, edited, first])
        assert {found[edited.sha256].original} == {first.sha256}
        assert other.sha256 not in found and first.sha256 not in found

    def test_order_makes_no_difference(self) -> None:
        texts = [report(WIRE + f" Number {n} of the series.", f"Paper {n}", n + 1) for n in range(6)]
        assert copies(texts) == copies(reversed(texts))

    def test_minhash_agrees_with_datasketch(self) -> None:
        """The oracle finds the same pairs among texts with every eighth word changed and among strangers."""
        from datasketch import MinHash, MinHashLSH

        from sayso.events.copies import _runs

        words = WIRE.split()
        texts = []
        for n in range(12):
            own = [f"w{n}x{i}" if n % 3 == 0 else w for i, w in enumerate(words)]
            texts += [
                report(" ".join(own), "A", 1),
                report(" ".join(w if i % 8 != n % 8 else "changed" for i, w in enumerate(own)), "B", 2),
            ]
        lsh = MinHashLSH(params=(32, 4), num_perm=128)
        oracle = {}
        for d in {t.sha256: t for t in texts}.values():
            oracle[d.sha256] = MinHash(num_perm=128, seed=1)
            for run in _runs(d.text):
                oracle[d.sha256].update(run.encode())
            lsh.insert(d.sha256, oracle[d.sha256])
        by_sha = {t.sha256: t for t in texts}
        for a in by_sha.values():
            for b in by_sha.values():
                if a.sha256 != b.sha256 and is_copy(a, b):
                    assert copy_keys(a) & copy_keys(b)
                    assert b.sha256 in lsh.query(oracle[a.sha256])

    def test_shared_quotation(self) -> None:
        a = "He said “we have never sent a single drone to anybody” on Monday."
        assert quotations(a) & quotations('On Tuesday: "We have never sent a single drone to anybody", again.')
        assert not quotations("He called it “a lie”.")


class TestVoice:
    text = "Iran sent drones to Russia, officials told CNN, according to the Pentagon and Reuters."

    def said(self, *sources: str, by: str | None = "The Guardian") -> tuple[str, bool, str | None]:
        d = report(self.text, by)
        v = voice(claim("sent", d, actor_=["Iran=IRN"], recipient=["Russia=RUS"], sources=sources), d)
        return v.key, v.anonymous, v.via

    def test_no_source_is_the_publisher(self) -> None:
        assert self.said() == ("the-guardian", False, None)

    def test_the_innermost_named_source(self) -> None:
        assert self.said("CNN=cnn/media", "Pentagon=USA/organisation") == ("USA", False, None)

    def test_unnamed_people_belong_to_the_outlet_they_spoke_to(self) -> None:
        assert self.said("CNN=cnn/media", "officials=/official") == ("cnn", True, "cnn")
        assert self.said("officials=/official") == ("the-guardian", True, "the-guardian")

    def test_nobody_at_all_is_the_text_itself(self) -> None:
        assert self.said(by=None)[0].startswith("document-")


class TestOrigins:
    def test_a_chain_of_citing_outlets_has_one_origin(self) -> None:
        cnn = report("Iran sent drones to Russia, officials told CNN.", "CNN", 1)
        guardian = report("Iran sent drones to Russia, CNN reported.", "The Guardian", 2)
        politico = report("Tehran has sent drones to Russia, according to The Guardian, citing CNN.", "Politico", 3)
        pairs = [
            (claim("sent", cnn, actor_=["Iran=IRN"], recipient=["Russia=RUS"], sources=["CNN=cnn/media", "officials=/official"]), cnn),
            (claim("sent", guardian, actor_=["Iran=IRN"], recipient=["Russia=RUS"], sources=["CNN=cnn/media"]), guardian),
            (
                claim("sent", politico, actor_=["Tehran=IRN"], recipient=["Russia=RUS"], sources=["The Guardian=the-guardian/media"]),
                politico,
            ),
        ]
        found = origins(pairs, ["IRN", "RUS"])
        assert {o.key for o in found} == {"cnn"}, "The Guardian's own report of the event credits CNN"

    def test_an_outlet_that_names_its_source_is_followed_to_it(self) -> None:
        cnn = report("Iran sent drones to Russia, Ukraine's military told CNN.", "CNN", 1)
        npr = report("Iran sent drones to Russia, CNN reported.", "NPR", 2)
        pairs = [
            (claim("sent", cnn, actor_=["Iran=IRN"], recipient=["Russia=RUS"], sources=["Ukraine=UKR/organisation"]), cnn),
            (claim("sent", npr, actor_=["Iran=IRN"], recipient=["Russia=RUS"], sources=["CNN=cnn/media"]), npr),
        ]
        assert [(o.key, o.party) for o in origins(pairs, ["IRN", "RUS"])] == [("UKR", False)]

    def test_a_party_and_its_state_agency_are_told(self) -> None:
        own = report("Iran sent no drones to Russia.", "IRNA", 1)
        pairs = [(claim("sent", own, actor_=["Iran=IRN"], recipient=["Russia=RUS"], status="denied"), own)]
        assert [(o.key, o.party) for o in origins(pairs, ["IRN", "RUS"])] == [("irna", True)]

    def test_a_copy_speaks_with_the_voice_of_its_original(self) -> None:
        first, second = report(WIRE, "Reuters", 1), report(WIRE + " More follows.", "The Daily", 2)
        pairs = [(claim("delivered", d, actor_=["Denmark=DNK"], recipient=["Ukraine=UKR"]), d) for d in (first, second)]
        assert [o.key for o in origins(pairs, [], copies([first, second]))] == ["reuters"]

    def test_one_quotation_of_unnamed_people_is_one_voice(self) -> None:
        quote = "“they loaded the ship with drones in the dark of night”"
        a = report(f"Iran sent drones to Russia: {quote}, a source said.", "CNN", 1)
        b = report(f"A source said {quote} when Iran sent drones to Russia.", "NPR", 2)
        pairs = [(claim("sent", d, actor_=["Iran=IRN"], recipient=["Russia=RUS"], sources=["source=/person"]), d) for d in (a, b)]
        assert len(origins(pairs, [])) == 1


DIGEST = "Wikipedia Current Events"


class TestCitedOutlets:
    """A digest speaks with the voice of the outlets it cites."""

    def told(self, *cited: tuple[str, ...], sources: tuple[str, ...] = (), by: str = DIGEST, parties: tuple[str, ...] = ()) -> list[Origin]:
        """The origins of items of a digest on days that follow each other, each with the outlets it cites."""
        pairs = []
        for n, cites in enumerate(cited, 1):
            d = report(f"Iran sent {n} drones to Russia, officials said.", by, n, cites=cites)
            pairs.append((claim("sent", d, actor_=["Iran=IRN"], recipient=["Russia=RUS"], sources=sources), d))
        found = origins(pairs, parties)
        assert found == origins(reversed(pairs), parties), "the order of reading makes no difference"
        assert sorted(c for o in found for c in o.claims) == sorted(c.id for c, _ in pairs), "each claim has one origin"
        return list(found)

    @pytest.mark.parametrize(
        ("cites", "key", "name", "kind"),
        [
            ((), "wikipedia-current-events", DIGEST, "publisher"),
            (("Reuters",), "reuters", "Reuters", "cited"),
            (("AA",), "anadolu", "Anadolu Agency", "cited"),
            (("AFP via The Daily",), "afp", "Agence France-Presse", "cited"),
            (("AFP/BSS",), "afp", "Agence France-Presse", "cited"),
            (("RFE/RL",), "rfe-rl", "Radio Free Europe/Radio Liberty", "cited"),
            (("Paper Nobody Knows",), "paper-nobody-knows", "Paper Nobody Knows", "cited"),
            (("Reuters", "AP", "BBC"), "reuters", "Reuters, Associated Press and BBC", "cited"),
        ],
    )
    def test_whose_voice_it_is(self, cites: tuple[str, ...], key: str, name: str, kind: str) -> None:
        (found,) = self.told(cites)
        assert (found.key, found.name, found.kind, found.independent) == (key, name, kind, True)

    @pytest.mark.parametrize(
        ("cited", "keys"),
        [
            ([("Reuters",), ("AP",)], ["reuters", "ap"]),
            ([("Reuters",), ("Reuters",)], ["reuters"]),
            ([(), ("Reuters",)], ["wikipedia-current-events", "reuters"]),
            ([("Reuters", "AP")], ["reuters"]),  # which of the two said it is not known: at least one did
            ([("Reuters", "AP"), ("AP",)], ["ap"]),
            ([("Reuters", "AP"), ("AP",), ("Reuters",)], ["reuters", "ap"]),
            ([("Reuters", "AP"), ("BBC", "AP")], ["reuters"]),
            ([("Reuters", "AP"), ("BBC", "CNN")], ["reuters", "bbc"]),
        ],
    )
    def test_how_many_origins_they_are(self, cited: list[tuple[str, ...]], keys: list[str]) -> None:
        assert [o.key for o in self.told(*cited)] == keys

    def test_one_of_several_is_named_alone_where_it_has_the_event_alone(self) -> None:
        assert [o.name for o in self.told(("Reuters", "AP"), ("AP",))] == ["Associated Press"]

    def test_a_named_source_speaks_and_unnamed_ones_belong_to_the_outlet_cited(self) -> None:
        (named,) = self.told(("Reuters",), sources=("Iran=UKR/organisation",))
        assert named.key == "UKR"
        (unnamed,) = self.told(("Reuters",), sources=("officials=/official",))
        assert (unnamed.key, unnamed.name, unnamed.via, unnamed.anonymous) == ("reuters", "officials, to Reuters", "reuters", True)

    def test_a_party_s_own_outlet_is_a_party_and_another_beside_it_is_not(self) -> None:
        assert [o.party for o in self.told(("IRNA",), parties=("IRN",))] == [True]
        assert [o.party for o in self.told(("IRNA", "Reuters"), parties=("IRN",))] == [False]
        assert [o.party for o in self.told(("IRNA", "TASS"), parties=("IRN", "RUS"))] == [True]

    def test_the_outlet_s_own_report_and_a_digest_of_it_are_one_origin(self) -> None:
        own = report("Iran sent 450 drones to Russia.", "Reuters", 1)
        digest = report("Iran is reported to have sent drones to Russia.", DIGEST, 2, cites=("Reuters",))
        pairs = [(claim("sent", d, actor_=["Iran=IRN"], recipient=["Russia=RUS"]), d) for d in (own, digest)]
        assert [(o.key, o.kind, len(o.claims)) for o in origins(pairs, [])] == [("reuters", "publisher", 2)]
