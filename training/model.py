"""The multi-task encoder: MiniLM-L6 with light heads, most of them linear.

Tree: biaffine arcs and relations (Dozat and Manning 2017), arcs only within a sentence. Attribution: flat tags (source, cue,
content) under a linear-chain CRF, an anchor score for each word (does a cue begin here?), and for each anchor the roles of all
words with regard to *that* cue, which links the parts, and lets one attribution lie inside another's content.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.language.features import N_BREAKS, N_GLUES, N_SHAPES

from .crf import Chain

ARC, REL, ROLE = 256, 96, 160
DISTANCES = 64  # signed word distance to the anchor, clipped to ±32


class Encoder(nn.Module):
    def __init__(self, bert: nn.Module, sizes: dict[str, int]) -> None:
        super().__init__()
        self.bert = bert
        d = bert.config.hidden_size
        self.shape = nn.Embedding(N_SHAPES, d)
        self.line = nn.Embedding(N_BREAKS, d)
        self.glue = nn.Embedding(N_GLUES, d)
        for table in (self.shape, self.line, self.glue):
            nn.init.normal_(table.weight, std=0.02)
        self.mix = nn.Parameter(torch.zeros(4))
        self.drop = nn.Dropout(0.15)
        self.tags = nn.ModuleDict({k: nn.Linear(d, sizes[k]) for k in ("upos", "xpos", "feats", "lemma", "names", "flat")})
        self.sentence = nn.Linear(d, 1)
        self.anchor = nn.Linear(d, 1)
        self.arc_dep, self.arc_head = nn.Linear(d, ARC), nn.Linear(d, ARC)
        self.root = nn.Parameter(torch.zeros(d))
        self.arc_weight = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.rel_dep, self.rel_head = nn.Linear(d, REL), nn.Linear(d, REL)
        self.rel_weight = nn.Parameter(torch.randn(sizes["deprel"], REL + 1, REL + 1) * 0.02)
        self.role_word, self.role_cue = nn.Linear(d, ROLE), nn.Linear(d, ROLE)
        self.role_distance = nn.Embedding(DISTANCES + 1, ROLE)
        nn.init.normal_(self.role_distance.weight, std=0.02)
        self.role_hidden = nn.Linear(ROLE, ROLE)
        self.role_out = nn.Linear(ROLE, sizes["flat"])
        self.chain = Chain(sizes["flat"])
        self.wide = nn.Dropout(0.3)

    def states(self, pieces: Tensor, mask: Tensor, shapes: Tensor, breaks: Tensor, glues: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Word states (B, W, d): the mean of the first and last piece of each word, over a learnt mix of the last four layers."""
        inputs = self.bert.embeddings.word_embeddings(pieces) + self.shape(shapes) + self.line(breaks) + self.glue(glues)
        out = self.bert(inputs_embeds=inputs, attention_mask=mask, output_hidden_states=True).hidden_states[-4:]
        weights = torch.softmax(self.mix, 0)
        mixed = sum(w * h for w, h in zip(weights, out, strict=True)) + out[-1]
        width = mixed.shape[-1]
        a = mixed.gather(1, first.unsqueeze(-1).expand(-1, -1, width))
        b = mixed.gather(1, last.unsqueeze(-1).expand(-1, -1, width))
        return (a + b) / 2

    def trees(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Arc scores (B, W, 1 + W), column 0 = root; relation states of dependents (B, W, r) and of heads (B, 1 + W, r)."""
        heads = torch.cat([self.root.expand(words.shape[0], 1, -1).to(words.dtype), words], 1)
        dep = self.wide(F.gelu(self.arc_dep(words)))
        head = self.wide(F.gelu(self.arc_head(heads)))
        ones = torch.ones_like(dep[..., :1])
        arcs = torch.cat([dep, ones], -1) @ self.arc_weight @ head.transpose(1, 2)
        return arcs, self.wide(F.gelu(self.rel_dep(words))), self.wide(F.gelu(self.rel_head(heads)))

    def relations(self, dep: Tensor, head: Tensor) -> Tensor:
        """Relation logits (N, labels) for N pairs of dependent and head states (N, r)."""
        dep = torch.cat([dep, torch.ones_like(dep[:, :1])], -1)
        head = torch.cat([head, torch.ones_like(head[:, :1])], -1)
        # (N, r+1) x (L, r+1, r+1) x (N, r+1)
        left = (dep @ self.rel_weight.permute(1, 0, 2).reshape(dep.shape[-1], -1)).view(dep.shape[0], -1, head.shape[-1])
        return (left @ head.unsqueeze(-1)).squeeze(-1)

    def roles(self, word: Tensor, cue: Tensor, at: Tensor) -> Tensor:
        """Role logits (C, W, tags) from role states of words (C, W, r), of the anchors (C, r), and anchor positions (C,)."""
        place = torch.arange(word.shape[1], device=word.device)[None, :] - at[:, None]
        distance = self.role_distance(place.clamp(-DISTANCES // 2, DISTANCES // 2) + DISTANCES // 2)
        hidden = F.gelu(word + cue[:, None, :] + word * cue[:, None, :] + distance)
        return self.role_out(F.gelu(self.role_hidden(hidden)))

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """The losses of a batch by task, each the mean over what is labelled."""
        words = self.drop(self.states(*(batch[k] for k in ("pieces", "mask", "shapes", "breaks", "glues", "first", "last"))))
        losses: dict[str, Tensor] = {}
        for key, head in self.tags.items():
            if key != "flat" and bool((batch[key] >= 0).any()):
                losses[key] = F.cross_entropy(head(words).float().flatten(0, 1), batch[key].flatten(), ignore_index=-100)
        losses["sentence"] = _binary(self.sentence(words).squeeze(-1).float(), batch["sentence"])
        losses["anchor"] = _binary(self.anchor(words).squeeze(-1).float(), batch["anchor"])
        if bool((batch["flat"] >= 0).any()):  # batches hold one kind of corpus: all windows have flat tags, or none
            losses["flat"] = self.chain.loss(self.tags["flat"](words).float(), batch["flat"].clamp(min=0), batch["words"])
        if len(batch["cue_at"]):
            b, w = batch["cue_at"].T
            logits = self.roles(self.role_word(words)[b], self.role_cue(words)[b, w], w).float()
            losses["roles"] = F.cross_entropy(logits.flatten(0, 1), batch["roles"].flatten(), ignore_index=-100)
        known = batch["heads"] >= 0
        if bool(known.any()):
            arcs, dep, head = self.trees(words)
            arcs = arcs.float().masked_fill(~sentence_mask(batch["segments"]), -1e4)
            losses["arc"] = F.cross_entropy(arcs[known], batch["heads"][known])
            pick = batch["heads"].clamp(min=0).unsqueeze(-1).expand(-1, -1, head.shape[-1])
            logits = self.relations(dep.flatten(0, 1), head.gather(1, pick).flatten(0, 1)).float()
            losses["deprel"] = F.cross_entropy(logits, batch["deprel"].masked_fill(~known, -100).flatten(), ignore_index=-100)
        return losses


def sentence_mask(segments: Tensor) -> Tensor:
    """Which heads a word may have: the root, and words of its own sentence but itself. (B, W) → (B, W, 1 + W)."""
    same = segments[:, :, None] == segments[:, None, :]
    same &= ~torch.eye(segments.shape[1], dtype=torch.bool, device=segments.device)
    return torch.cat([torch.ones_like(same[:, :, :1]), same], -1)


def _binary(logits: Tensor, gold: Tensor) -> Tensor:
    known = gold >= 0
    if not bool(known.any()):
        return logits.sum() * 0.0
    return F.binary_cross_entropy_with_logits(logits[known], gold[known].float())
