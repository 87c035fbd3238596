"""The bundles that are shipped: what the sources give, small enough, and made from pinned packages."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sayso.web.app import STATIC

ASSETS = Path(__file__).parents[2] / "web-assets"
TEMPLATES = STATIC.parent / "templates"
LARGEST = 500_000


@pytest.mark.slow
@pytest.mark.may_skip("a fresh machine needs no Node: the bundles are committed")
def test_a_rebuild_gives_the_same_bytes(tmp_path: Path):
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("needs node and npm to rebuild the bundles")
    work = tmp_path / "web-assets"
    shutil.copytree(ASSETS, work, ignore=shutil.ignore_patterns("node_modules"))
    (tmp_path / "src" / "sayso" / "web").mkdir(parents=True)
    shutil.copytree(STATIC, tmp_path / "src" / "sayso" / "web" / "static")
    installed = subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=work, capture_output=True, text=True)
    if installed.returncode:
        pytest.skip(f"npm ci could not fetch the packages: {installed.stderr[-300:]}")
    done = subprocess.run(["node", "build.mjs", "--check"], cwd=work, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_lock_pins_every_package_by_hash_and_names_no_host():
    lock = json.loads((ASSETS / "package-lock.json").read_text())
    packages = {name: p for name, p in lock["packages"].items() if name}
    assert packages and all(p.get("integrity", "").startswith("sha512-") for p in packages.values())
    assert not any("resolved" in p for p in packages.values())
    named = json.loads((ASSETS / "package.json").read_text())
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", v) for v in {**named["dependencies"], **named["devDependencies"]}.values())


@pytest.mark.parametrize("template", sorted(p.name for p in TEMPLATES.glob("*.html")))
def test_no_page_ships_more_script_than_half_a_megabyte(template: str):
    names = set(re.findall(r"asset\(.(\w+\.js).\)", (TEMPLATES / template).read_text())) | {"desk.js", "theme.js"}
    assert sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in names) <= LARGEST


@pytest.mark.parametrize("name", sorted(p.name for p in STATIC.glob("*.css")))
def test_styles_load_nothing_from_elsewhere(name: str):
    text = (STATIC / name).read_text(encoding="utf-8")
    assert "//" not in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    assert all((STATIC / font.strip('"').removeprefix("./")).exists() for font in re.findall(r"url\(([^)]*)\)", text))


@pytest.mark.parametrize("template", sorted(p.name for p in TEMPLATES.glob("*.html")))
def test_templates_hold_no_inline_script_or_style(template: str):
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    assert not re.search(r"<[a-z][^>]*\s(style|on[a-z]+)=", text)
    assert not re.search(r"<script(?![^>]*src=)(?![^>]*application/json)", text)
    assert "|safe" not in text and "autoescape false" not in text
    assert not re.search(r"hx-(on|vals='?js|trigger=\"[^\"]*\[)", text)
