"""Build lexicons/cameo/crosswalk.yaml from the published crosswalk; run by hand, never imported.

    python -m sayso.lexicons.build.cameo CAMEO2PLOVER-2021.txt > src/sayso/lexicons/cameo/crosswalk.yaml

The crosswalk is part of PLOVER (Open Event Data Alliance, CC BY-SA 4.0). The slips below are ours, each with its reason.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

HEADER = """\
# CAMEO codes as PLOVER types and modes: the crosswalk of the PLOVER project (CAMEO2PLOVER, 17 September 2021; Open Event Data Alliance,
# https://github.com/openeventdata/PLOVER), CC BY-SA 4.0; this file is under the same licence. Made by lexicons/build/cameo.py.
#
# codes    CAMEO code -> [PLOVER type, mode or null, contexts, what CAMEO calls it]. The last is also how ICEWS and the quadruple files
#          name an event. CAMEO 01 (statements) and 02 (appeals) have no PLOVER type.
# slips    codes where we depart from the printed line: printed, why
# names    further names of codes in the data sets -> code
"""

SLIPS: dict[str, tuple[str, tuple[str, str | None], str]] = {
    "163": ("COERCE restrict", ("SANCTION", "discontinue"), "the manual: international sanctions are SANCTION discontinue"),
    "175": ("ASSAULT pro_autocracy", ("ASSAULT", None), "pro_autocracy is a context, not a mode"),
    "195": ("ASSAULT heavy-weapons", ("ASSAULT", "aerial"), "the manual has the mode aerial for aerial weapons"),
}
# The crosswalk leaves out the first two classes; without them a statement would count as an unknown code.
UNTYPED = {
    "010": "Make statement",
    "011": "Decline comment",
    "012": "Make pessimistic comment",
    "013": "Make optimistic comment",
    "014": "Consider policy option",
    "015": "Acknowledge or claim responsibility",
    "016": "Deny responsibility",
    "017": "Engage in symbolic act",
    "018": "Make empathetic comment",
    "019": "Express accord",
    "020": "Make an appeal or request",
    "021": "Appeal for material cooperation",
    "0211": "Appeal for economic cooperation",
    "0212": "Appeal for military cooperation",
    "0213": "Appeal for judicial cooperation",
    "0214": "Appeal for intelligence",
    "022": "Appeal for diplomatic cooperation (such as policy support)",
    "023": "Appeal for aid",
    "0231": "Appeal for economic aid",
    "0232": "Appeal for military aid",
    "0233": "Appeal for humanitarian aid",
    "0234": "Appeal for military protection or peacekeeping",
    "024": "Appeal for political reform",
    "0241": "Appeal for change in leadership",
    "0242": "Appeal for policy change",
    "0243": "Appeal for rights",
    "0244": "Appeal for change in institutions, regime",
    "025": "Appeal to yield",
    "0251": "Appeal for easing of administrative sanctions",
    "0252": "Appeal for easing of political dissent",
    "0253": "Appeal for release of persons or property",
    "0254": "Appeal for easing of economic sanctions, boycott, or embargo",
    "0255": "Appeal for target to allow international involvement (non-mediation)",
    "0256": "Appeal for de-escalation of military engagement",
    "026": "Appeal to others to meet or negotiate",
    "027": "Appeal to others to settle dispute",
    "028": "Appeal to engage in or accept mediation",
}
# Names that ICEWS gives to codes where the crosswalk has other words.
NAMES = {
    "express intent to ease economic sanctions, boycott, or embargo": "0354",
    "abduct, hijack, or take hostage": "181",
    "conduct strike or boycott for leadership change": "1431",
    "demand": "100",
    "demand easing of administrative sanctions": "1051",
    "demand easing of political dissent": "1052",
    "demand material aid": "103",
    "engage in violent protest for leadership change": "1451",
    "express intent to change institutions, regime": "0344",
    "express intent to engage in material cooperation": "031",
    "express intent to institute political reform": "034",
    "impose restrictions on political freedoms": "1721",
    "mediate": "045",
    "obstruct passage to demand leadership change": "1441",
    "reduce or stop material aid": "162",
    "refuse to allow international involvement (non-mediation)": "1245",
    "refuse to de-escalate military engagement": "1246",
    "refuse to ease administrative sanctions": "1241",
    "refuse to ease economic sanctions, boycott, or embargo": "1244",
    "refuse to ease popular dissent": "1242",
    "refuse to release persons or property": "1243",
    "refuse to yield": "124",
    "reject proposal to meet, discuss, or negotiate": "125",
    "reject request for change in institutions, regime": "1234",
    "reject request for change in leadership": "1231",
    "reject request for economic aid": "1221",
    "reject request for humanitarian aid": "1223",
    "reject request for military aid": "1222",
    "reject request for military protection or peacekeeping": "1224",
    "reject request for policy change": "1232",
    "reject request for rights": "1233",
    "threaten with repression": "137",
    "threaten with restrictions on political freedoms": "1321",
    "threaten with sanctions, boycott, embargo": "1312",
    "use tactics of violent repression": "175",
}


def main() -> None:
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    codes: dict[str, tuple[str | None, str | None, list[str], str]] = {}
    for line in lines:
        found = re.match(r"(\d{3,4}): *([A-Z]+) *,([^,#]*),?([^#]*)#? *(.*)", line)
        if not found:
            continue
        code, event, mode, contexts, words = found.groups()
        context = [c.strip() for c in contexts.split(";") if c.strip()]
        words = re.sub(r"\s{2,}.*", "", words).strip()
        codes.setdefault(code, (event, mode.strip() or None, context, words))
    for code, (_, (event, mode), _) in SLIPS.items():
        codes[code] = (event, mode, *codes[code][2:])
    codes["175"] = (*codes["175"][:2], ["pro_autocracy", "military"], codes["175"][3])
    codes["055"] = (*codes["055"][:3], "Apologize")
    codes |= {code: (None, None, [], words) for code, words in UNTYPED.items()}
    print(HEADER + "codes:")
    for code in sorted(codes):
        event, mode, context, words = codes[code]
        print(f'  "{code}": [{event or "null"}, {mode or "null"}, [{", ".join(context)}], "{words}"]')
    print("slips:")
    for code, (printed, _, why) in SLIPS.items():
        print(f'  "{code}": {{printed: "{printed}", why: "{why}"}}')
    print("names:")
    known = {str(v[3]).casefold() for v in codes.values()}
    for name, code in sorted(NAMES.items()):
        if name not in known:
            print(f'  "{name}": "{code}"')


if __name__ == "__main__":
    main()
