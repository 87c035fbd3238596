"""Numbers of items in the texts of an aid tracker: is the number of each (item, number) pair found as a count?

The Ukraine Support Tracker of the Kiel Institute describes each donation in a sentence or more and lists items with their numbers. A
pair is scored when both stand in the text: its number, in digits (with or without separators or a scale) or in words, and a word of its
item. It is right when a count with that number is found, which a calibre, a name, a date or a sum of money is not. Where only the number
stands in the text it is mostly that of a date or a source ("Source of Aid 1"); those pairs are counted in the notes.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common import Table, data_folder, parser

_ONES = [
    *["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    *(f"{stem}teen" for stem in ["thir", "four", "fif", "six", "seven", "eigh", "nine"]),
]
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


@dataclass(frozen=True, slots=True)
class Pair:
    activity: str
    text: str
    item: str
    number: int


def in_words(number: int) -> str | None:
    """A number below one hundred in words."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    return None


def forms(number: int) -> list[str]:
    """How a number may stand in a text."""
    found = [str(number), f"{number:,}", f"{number:,}".replace(",", " "), f"{number:,}".replace(",", "\u00a0")]
    word = in_words(number)
    if word:
        found += [word, word.replace("-", " ")]
    for name, size in (("thousand", 1000), ("million", 1_000_000)):
        if number >= size and number * 10 % size == 0:
            found.append(f"{number / size:g} {name}")
    return found


def stands(number: int, text: str) -> bool:
    """Whether the number stands in the text literally, as a word of its own."""
    return any(re.search(rf"(?<![\w.,-]){re.escape(form)}(?![\w%]|[.,]\d)", text, re.IGNORECASE) for form in forms(number))


def pairs(path: Path) -> list[Pair]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found: dict[tuple[str, str, str, int], Pair] = {}
    for row in rows:
        digits = row["item_numb"].strip()
        if not re.fullmatch(r"\d+(\.0)?", digits) or not row["explanation"].strip():
            continue
        pair = Pair(row["activity_id"], row["explanation"], row["item"], int(float(digits)))
        if pair.number > 0:
            found[(pair.activity, pair.text, pair.item, pair.number)] = pair
    return list(found.values())


def mentions(item: str, text: str) -> bool:
    """Whether a word of the item (four letters or more, or with a figure in it) stands in the text."""
    low = text.lower()
    return any(word in low for word in re.findall(r"[a-z]{4,}|[a-z]*-?\d[\w-]*", item.lower()))


def score(path: Path, errors: Counter[str] | None = None) -> tuple[int, int, int, int, int]:
    """Pairs; pairs whose number stands in the text, and of these the ones found; those whose item stands there too, and found."""
    from sayso.measures import quantities

    all_pairs = pairs(path)
    literal = found_any = both = right = 0
    for pair in all_pairs:
        if not stands(pair.number, pair.text):
            continue
        literal += 1
        # The number behind a hedge stands in the words of the count, not in its bounds ("more than 300" is 301 and up).
        found = any((q.low == q.high == pair.number) or stands(pair.number, q.text) for q in quantities(pair.text))
        found_any += found
        if not mentions(pair.item, pair.text):
            continue
        both += 1
        if found:
            right += 1
        elif errors is not None:
            errors[f"{pair.number} {pair.item!r}: {pair.text[:300]!r}"] += 1
    return len(all_pairs), literal, found_any, both, right


def table(data: Path) -> Table:
    total, literal, found_any, both, right = score(data / "kiel" / "dev.csv")
    share = 100 * right / both if both else 0.0
    result = Table("Numbers of items in texts of an aid tracker (Kiel, dev)")
    result.add("pairs that stand in the text, found as a count", f"{share:.1f} %", "none published", "85 %", share >= 85)
    loose = 100 * found_any / literal if literal else 0.0
    result.add("pairs whose number stands in the text, found as a count", f"{loose:.1f} %", "none published", "85 %", loose >= 85)
    result.notes.append(
        f"{total} distinct pairs with a number; the number of {literal} stands in the text, {found_any} of them found; "
        f"number and item of {both}, {right} of them found."
    )
    return result


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--errors", type=int, default=0, metavar="N")
    given = arguments.parse_args()
    data = data_folder(given.data)
    if given.errors:
        errors: Counter[str] = Counter()
        score(data / "kiel" / "dev.csv", errors)
        for line, _ in errors.most_common(given.errors):
            print(line)
    print(table(data).markdown())


if __name__ == "__main__":
    main()
