"""A checkpoint to what is shipped:  python -m training.export --run training/runs/NAME [--epoch N]

Writes ``encoder.onnx`` (int8 weights, at most 40 MB), ``linker.onnx``, ``tokenizer.json`` and ``labels.json`` into
``src/sayso/language/model/``. The encoder is exported for one window of any length; relations and roles, which need decoded heads
and anchors, are the second, small graph.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn

from sayso.language.encoder import FOLDER, OUTPUTS

from .model import Encoder
from .train import base


class Window(nn.Module):
    """The encoder of one unpadded window, with the outputs that :class:`sayso.language.encoder.Scores` names."""

    def __init__(self, model: Encoder) -> None:
        super().__init__()
        self.m = model

    def forward(self, pieces: Tensor, shapes: Tensor, breaks: Tensor, glues: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        m = self.m
        words = m.states(pieces, torch.ones_like(pieces), shapes, breaks, glues, first, last)
        tags = [m.tags[k](words).argmax(-1) for k in ("upos", "xpos", "feats", "lemma")]
        arcs, dep, head = m.trees(words)
        return (
            *tags, m.tags["names"](words), m.sentence(words).squeeze(-1), m.anchor(words).squeeze(-1), m.tags["flat"](words),
            arcs, dep, head, m.role_word(words), m.role_cue(words), words.reshape(1, -1, m.sentence.in_features),
        )  # fmt: skip


class Linker(nn.Module):
    def __init__(self, model: Encoder) -> None:
        super().__init__()
        self.m = model

    def forward(self, rel_dep: Tensor, rel_head: Tensor, role_word: Tensor, role_cue: Tensor, at: Tensor) -> tuple[Tensor, Tensor]:
        return self.m.relations(rel_dep, rel_head).argmax(-1), self.m.roles(role_word[None], role_cue, at)


def load(run: Path, epoch: int | None) -> tuple[Encoder, dict[str, list[str]], int]:
    labels = json.loads((run / "labels.json").read_text(encoding="utf-8"))
    found = sorted(run.glob("epoch-*.pt"), key=lambda p: int(p.stem.split("-")[1]))
    path = run / f"epoch-{epoch}.pt" if epoch else found[-1]
    state = torch.load(path, weights_only=True)
    bert, _ = base()
    bert.set_attn_implementation("eager")
    model = Encoder(bert, {k: len(v) for k, v in labels.items()})
    model.load_state_dict(state["model"])
    return model.eval(), labels, state["epoch"]


def export(model: Encoder, labels: dict[str, list[str]], run: Path, out: Path, quantized: bool = True) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    long = torch.randint(5, 99, (1, 40))
    zeros = torch.zeros_like(long)
    first = torch.arange(1, 31)[None]
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "encoder.onnx"
        names = ["pieces", "shapes", "breaks", "glues", "first", "last"]
        axes = {n: {1: "p" if n not in {"first", "last"} else "w"} for n in names}
        axes |= {n: {1: "w"} for n in OUTPUTS} | {"arcs": {1: "w", 2: "h"}, "rel_head": {1: "h"}}
        torch.onnx.export(
            Window(model), (long, zeros, zeros, zeros, first, first), str(raw), input_names=names, output_names=list(OUTPUTS),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        if quantized:
            quantize_dynamic(
                raw, out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather", "Gemm"]
            )
        else:
            shutil.copy(raw, out / "encoder.onnx")
    one = {"rel_dep": "n", "rel_head": "n", "role_word": "w", "role_cue": "c", "at": "c", "relation": "n"}
    axes = {name: {0: axis} for name, axis in one.items()} | {"role": {0: "c", 1: "w"}}
    r, q = model.rel_dep.out_features, model.role_word.out_features
    parts = (torch.randn(7, r), torch.randn(7, r), torch.randn(9, q), torch.randn(3, q), torch.tensor([1, 2, 3]))
    torch.onnx.export(
        Linker(model), parts, str(out / "linker.onnx"), input_names=["rel_dep", "rel_head", "role_word", "role_cue", "at"],
        output_names=["relation", "role"], opset_version=17, dynamo=False,
        dynamic_axes=axes,
    )  # fmt: skip
    shutil.copy(run / "tokenizer.json", out / "tokenizer.json")
    stored = {
        "version": hashlib.sha256((out / "encoder.onnx").read_bytes()).hexdigest()[:12],
        "thresholds": {"sentence": 0.0, "anchor": 0.0},
        "labels": labels,
        "lemmas": json.loads((run / "lemmas.json").read_text(encoding="utf-8")),
        "chain": {"step": model.chain.step.tolist(), "start": model.chain.start.tolist()},
    }
    (out / "labels.json").write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--run", type=Path, default=Path("training/runs/encoder"))
    p.add_argument("--epoch", type=int)
    p.add_argument("--out", type=Path, default=FOLDER)
    p.add_argument("--float", action="store_true", help="leave the weights as they are (to see what int8 costs)")
    a = p.parse_args()
    model, labels, epoch = load(a.run, a.epoch)
    export(model, labels, a.run, a.out, not a.float)
    sizes = {f.name: round(f.stat().st_size / 1e6, 1) for f in sorted(a.out.iterdir())}
    print(f"epoch {epoch}: {sizes} MB")


if __name__ == "__main__":
    main()
