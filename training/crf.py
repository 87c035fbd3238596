"""A linear-chain CRF over padded batches (Lafferty and others 2001): the loss in training; the transitions are exported."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Chain(nn.Module):
    def __init__(self, n: int) -> None:
        super().__init__()
        self.step = nn.Parameter(torch.zeros(n, n))  # from, to
        self.start = nn.Parameter(torch.zeros(n))

    def loss(self, scores: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Mean negative log-likelihood a word. ``scores`` (B, W, n); ``tags`` (B, W); ``mask`` (B, W), true from the left."""
        alpha = self.start + scores[:, 0]
        gold = (self.start[tags[:, 0]] + scores[:, 0].gather(1, tags[:, :1]).squeeze(1)).double()
        for i in range(1, scores.shape[1]):
            on = mask[:, i]
            if not bool(on.any()):
                break
            grown = torch.logsumexp(alpha.unsqueeze(2) + self.step, 1) + scores[:, i]
            alpha = torch.where(on.unsqueeze(1), grown, alpha)
            step = self.step[tags[:, i - 1], tags[:, i]] + scores[:, i].gather(1, tags[:, i : i + 1]).squeeze(1)
            gold = gold + torch.where(on, step, torch.zeros_like(step)).double()
        return (torch.logsumexp(alpha, 1).double() - gold).sum().float() / mask.sum()
