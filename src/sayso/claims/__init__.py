"""An analysed document in, attributed claims out.

    extract(document, doc)                          the claims of one document
    codebook.to_dict, codebook.document_to_dict     their JSON form

Stages: match (which words are triggers) → conditions (which entry) → roles, goods, places (who, what, where) → status → merge →
discourse → sources → write. Each decision adds a :class:`~sayso.records.Reason`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.claims.pipeline import extract

__all__ = ["extract"]


def __getattr__(name: str) -> object:
    if name == "extract":
        from sayso.claims.pipeline import extract as function

        return function
    raise AttributeError(name)
