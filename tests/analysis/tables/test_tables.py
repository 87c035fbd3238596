"""Event tables of the field become acts: each row below is written by hand in the documented columns of its data set."""

from __future__ import annotations

import gzip
import zipfile
from datetime import date
from pathlib import Path

import pytest

from sayso.analysis.tables import open_table
from sayso.analysis.tables.cameo import by_code, by_name
from sayso.analysis.tables.formats import ICEWS, POLECAT, TYPES
from sayso.analysis.tables.parties import party
from sayso.errors import DocumentError, SettingError
from sayso.lexicons import load


def polecat(**cells: str) -> str:
    row = {
        "Event ID": "E1",
        "Event Date": "2024-03-05",
        "Event Type": "ASSAULT",
        "Event Mode": "aerial",
        "Actor Name": "Russia",
        "Actor Country": "RUS",
        "Primary Actor Sector": "MIL",
        "Recipient Name": "Ukraine",
        "Recipient Country": "UKR",
    }
    row.update({k.replace("_", " "): v for k, v in cells.items()})
    return "\t".join(row.get(c, "") for c in POLECAT)


def icews(**cells: str) -> str:
    row = {"Event ID": "1", "Event Date": "2014-02-27", "Source Name": "Military (Russia)", "Source Sectors": "Government,Military"}
    row |= {"Source Country": "Russian Federation", "CAMEO Code": "192", "Target Name": "Ukraine", "Target Country": "Ukraine"}
    row.update({k.replace("_", " "): v for k, v in cells.items()})
    return "\t".join(row.get(c, "") for c in ICEWS)


def gdelt(day: str = "20240305", code: str = "042", one: tuple[str, str, str, str] = ("IRN", "IRAN", "IRN", ""), two: str = "RUS") -> str:
    cells = [""] * 61
    cells[0], cells[1], cells[26] = "1", day, code
    cells[5], cells[6], cells[7], cells[12] = one
    cells[15], cells[16], cells[17] = two, "RUSSIA" if two else "", two
    return "\t".join(cells)


def write(folder: Path, *lines: str, name: str = "table.tsv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def rows(path: Path, **options: object) -> list[tuple[str, str, str | None, str | None, str | None]]:
    return [(a.day.isoformat(), a.actor, a.recipient, a.event, a.mode) for a in open_table(path, **options).acts()]  # type: ignore[arg-type]


def test_polecat_rows_have_40_columns_and_icews_rows_20() -> None:
    assert (len(POLECAT), len(set(POLECAT)), len(ICEWS), len(set(ICEWS))) == (40, 40, 20, 20)


def test_polecat_gives_its_own_types_and_modes(tmp_path: Path) -> None:
    path = write(tmp_path, "\t".join(POLECAT), polecat(), polecat(Event_Type="consult", Event_Mode="", Recipient_Name="Hamas"))
    assert rows(path) == [
        ("2024-03-05", "RUS", "UKR", "ASSAULT", "aerial"),
        ("2024-03-05", "RUS", "hamas", "CONSULT", None),
    ]


def test_icews_goes_through_the_crosswalk_and_organs_are_their_state(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "\t".join(ICEWS),
        icews(),
        icews(CAMEO_Code="42", Source_Name="Protester (Ukraine)", Source_Sectors="Social,Dissident", Source_Country="Ukraine"),
        icews(CAMEO_Code="010"),
    )
    assert rows(path) == [
        ("2014-02-27", "RUS", "UKR", "COERCE", "seize"),
        ("2014-02-27", "Protester (Ukraine)", "UKR", "CONSULT", "visit"),
        ("2014-02-27", "RUS", "UKR", None, None),
    ]


def test_gdelt_has_no_header_and_its_roles_keep_whose_they_are(tmp_path: Path) -> None:
    path = write(tmp_path, gdelt(), gdelt(one=("IRNBUS", "COMPANY", "IRN", "BUS")), gdelt(one=("IRNMIL", "ARMY", "IRN", "MIL")))
    assert rows(path) == [
        ("2024-03-05", "IRN", "RUS", "CONSULT", "visit"),
        ("2024-03-05", "Company (IRNBUS)", "RUS", "CONSULT", "visit"),
        ("2024-03-05", "IRN", "RUS", "CONSULT", "visit"),
    ]


def test_quadruples_take_names_from_the_maps_beside_them(tmp_path: Path) -> None:
    write(tmp_path, "China\t0", "Citizen_(Nigeria)\t1", name="entity2id.txt")
    write(tmp_path, "Make_a_visit\t0", "Arrest,_detain,_or_charge_with_legal_action\t1", name="relation2id.txt")
    path = write(tmp_path, "0\t0\t1\t24", "1 \t 1 \t0\t48\t0", name="train.txt")
    assert rows(path, first_day=date(2018, 1, 1), hours=1) == [
        ("2018-01-02", "CHN", "Citizen (Nigeria)", "CONSULT", "visit"),
        ("2018-01-03", "Citizen (Nigeria)", "CHN", "COERCE", "arrest"),
    ]


def test_quadruples_may_have_names_and_days_in_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, "Iran\tAID\tRussia\t2022-09-01")
    assert rows(path) == [("2022-09-01", "IRN", "RUS", "AID", None)]


def test_numbered_times_need_the_first_day(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="--first-day"):
        open_table(write(tmp_path, "0\t0\t1\t24"))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("one\ttwo", "columns"),
        (polecat(Event_Date="5 March"), "date"),
        (polecat(Event_Type="FIGHT"), "code"),
        (polecat(Actor_Name="", Actor_Country="", Primary_Actor_Sector=""), "actor"),
    ],
)
def test_a_bad_row_is_counted_told_and_costs_no_other(tmp_path: Path, line: str, kind: str) -> None:
    table = open_table(write(tmp_path, "\t".join(POLECAT), polecat(), line, polecat()))
    acts = list(table.acts())
    assert len(acts) == 2 and table.rows == 3
    assert dict(table.counts) == {kind: 1}
    assert [(r.what, r.kind, r.skipped) for r in table.skipped] == [("table.tsv:3", kind, True)]


def test_an_act_within_one_state_has_no_recipient(tmp_path: Path) -> None:
    assert rows(write(tmp_path, gdelt(two="IRN").replace("\tRUSSIA\t", "\tIRAN\t")))[0][1:3] == ("IRN", None)


def test_packed_files_read_like_plain_ones(tmp_path: Path) -> None:
    text = ("\t".join(POLECAT) + "\n" + polecat() + "\n").encode()
    plain = tmp_path / "a.txt"
    plain.write_bytes(text)
    packed = tmp_path / "a.txt.gz"
    packed.write_bytes(gzip.compress(text))
    zipped = tmp_path / "a.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("one.txt", text)
        archive.writestr("two.txt", text)
    assert rows(plain) == rows(packed) and rows(zipped) == rows(plain) * 2


def test_a_broken_gzip_file_is_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(("\t".join(POLECAT) + "\n" + (polecat() + "\n") * 500).encode())[:-40])
    with pytest.raises(DocumentError, match="cannot be read to its end"):
        list(open_table(path).acts())


def test_an_id_leads_back_to_the_row(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, "\t".join(POLECAT), polecat(), polecat()), dataset="my-polecat")
    first, second = table.acts()
    assert first.id == f"my-polecat:{table.sha256[:12]}:2" and second.id.endswith(":3")
    assert first.dataset == "my-polecat"


def test_a_file_of_no_known_kind_says_what_is_known(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"GDELT 2\.0 events, 61"):
        open_table(write(tmp_path, "a,b,c"))


@pytest.mark.parametrize(
    ("code", "event", "mode"),
    [
        ("190", "ASSAULT", None),
        ("311", "AGREE", None),
        ("0874", "RETREAT", "disarm"),
        ("163", "SANCTION", "discontinue"),  # a slip of the crosswalk, see the lexicon
        ("02", None, None),
        ("1999", "ASSAULT", None),  # no such code: as the one above it would be, were there one
    ],
)
def test_codes(code: str, event: str | None, mode: str | None) -> None:
    found = by_code(code)
    if code == "1999":
        assert found is None
        return
    assert found is not None and (found.event, found.mode) == (event, mode)


def test_every_code_of_the_crosswalk_is_one_of_the_16_types_or_dropped() -> None:
    codes = load("cameo/crosswalk.yaml")["codes"]
    assert {event for event, *_ in codes.values() if event} == TYPES
    assert all(code.startswith(("01", "02")) for code, (event, *_) in codes.items() if event is None)


def test_every_name_of_the_crosswalk_finds_its_own_code() -> None:
    kept = load("cameo/crosswalk.yaml")
    for code, (*_, words) in kept["codes"].items():
        assert by_name(words.replace(" ", "_")) == by_code(code)
    assert all(code in kept["codes"] for code in (*kept["slips"], *kept["names"].values()))


@pytest.mark.parametrize(
    ("name", "country", "organ", "expected"),
    [
        ("Police_(Nigeria)", "", False, "NGA"),
        ("Citizen (Nigeria)", "Nigeria", False, "Citizen (Nigeria)"),
        ("Ministry of Defense (Ukraine)", "", False, "UKR"),
        ("North Atlantic Treaty Organization", "", False, "nato"),
        ("Aviation Industry Holding", "RUS", True, "RUS"),
        ("Aviation Industry Holding", "RUS", False, "Aviation Industry Holding"),
        ("", "ROM", True, "ROU"),
        ("", "", False, None),
    ],
)
def test_parties(name: str, country: str, organ: bool, expected: str | None) -> None:
    assert party(name, country, organ) == expected
