"""Make the pictures of the desk from the demo's ledger:  python docs/desk_pictures.py  (after `make demo`; needs a Chromium)

Writes ``docs/desk/*.png``, each page as a newsroom would see it: 1280 pixels wide, two of them in the dark, one on a telephone.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).parent
LEDGER = HERE.parent / "demo.sayso"
OUT = HERE / "desk"
SIZE = (1280, 800)
LARGEST = 150_000


def _chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(
        (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
    )
    if found is None:
        raise SystemExit("No Chromium in PATH: install one (Debian: apt-get install chromium), or name it in CHROMIUM.")
    return found


def _serve(ledger: Path) -> str:
    import uvicorn

    from sayso.web import create_app

    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    app = create_app(ledger, who="analyst", cards=(HERE.parent / "examples" / "narratives",))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return f"http://127.0.0.1:{port}"


def _shown(ledger: Path) -> dict[str, str]:
    """The addresses that hang on what the ledger holds: the event with the most to see, and a text with a chain of sources."""
    from sayso.ledger import Store

    with Store(ledger) as store:
        events = list(store.events())
        pairs = list(store.listed())
    event = max(events, key=lambda e: (min(e.independent_origins, 2), bool(e.disputes), len(e.members), len(e.items)))
    claim, document = max(pairs, key=lambda p: (min(len(p[0].sources), 2), bool(p[0].items and p[0].time), p[0].confidence or 0))
    return {"event": f"/event/{event.id}", "document": f"/document/{document.sha256[:16]}?claim={claim.id}"}


def main() -> None:
    from playwright.sync_api import sync_playwright

    given = Path(sys.argv[1]) if len(sys.argv) > 1 else LEDGER
    if not given.exists():
        raise SystemExit(f"There is no {given.name}: run `make demo` first.")
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        ledger = Path(shutil.copy(given, folder))
        sayso = Path(sys.executable).with_name("sayso")
        subprocess.run([str(sayso), "outlook", "--keep", "--ledger", str(ledger), "--as-of", "2026-06-01"], check=True, capture_output=True)
        addresses = _shown(ledger)
        pages = (
            ("brief", "/?since=all", "light", SIZE),
            ("document", addresses["document"], "light", SIZE),
            ("event", addresses["event"], "light", SIZE),
            ("ledger", "/ledger?flow=use&sort=high", "light", SIZE),
            ("balances", "/balances?owner=RUS&class=weapon.uav", "light", SIZE),
            ("network", "/network?party=Iran", "dark", SIZE),
            ("pair", "/pair/RUS/UKR", "light", SIZE),
            ("relations", "/relations", "light", SIZE),
            ("sides", "/network/sides", "light", SIZE),
            ("narratives", "/narratives", "light", SIZE),
            ("outlook", "/outlook", "light", SIZE),
            ("review", "/review", "light", SIZE),
            ("search", "/search?q=drones", "light", SIZE),
            ("read", "/read", "light", SIZE),
            ("runs", "/runs", "light", SIZE),
            ("as-of", "/?as_of=2025-06-30", "dark", SIZE),
            ("telephone", addresses["document"], "dark", (390, 820)),
        )
        base = _serve(ledger)
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        for name, address, scheme, (width, height) in pages:
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
            page = context.new_page()
            page.goto(base + address)
            page.wait_for_load_state("networkidle")
            page.locator("[aria-busy=true]").first.wait_for(state="detached", timeout=120_000)  # the analysis
            page.wait_for_timeout(700)
            if name == "network":
                page.evaluate("window.scrollTo(0, 240)")
                page.wait_for_timeout(300)
            path = OUT / f"{name}.png"
            page.screenshot(path=path, animations="disabled")
            if path.stat().st_size > LARGEST:
                print(f"{path.name} is {path.stat().st_size // 1000} kB, more than {LARGEST // 1000}")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
