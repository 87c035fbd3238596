"""The whole recipe in one command:  python -m training --data DATA

Trains (or goes on with) ``training/runs/encoder``, exports the last epoch into the package, scores it on the development sets and
writes the model card beside it. Options are those of ``training.train``.
"""

from __future__ import annotations

import sys

from sayso.language.encoder import FOLDER

from . import card, train
from .export import export, load


def main() -> None:
    options = train.options(sys.argv[1:])
    train.run(options)
    model, labels, epoch = load(options.out, None)
    export(model, labels, options.out, FOLDER)
    text = card.write(FOLDER, options, epoch)
    (FOLDER / "README.md").write_text(text, encoding="utf-8")
    print(f"Wrote {FOLDER}: " + ", ".join(f"{p.name} {p.stat().st_size / 1e6:.1f} MB" for p in sorted(FOLDER.iterdir()) if p.is_file()))


if __name__ == "__main__":
    main()
