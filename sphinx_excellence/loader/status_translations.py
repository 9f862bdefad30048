"""The statuses of decisions in the languages in which people write their pages.

Owns which of the usual words a translation stands for. What a project calls that word is for its vocabulary.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sphinx_excellence.model.vocabulary import WordList

#: By the word: Spanish, Portuguese, French, Italian, German, Chinese and Japanese.
_TRANSLATIONS: Mapping[str, str] = MappingProxyType(
    {
        "proposed": (
            "propuesto propuesta borrador proposto proposta rascunho proposé proposée brouillon bozza "
            "vorgeschlagen entwurf 提议 已提议 草案 提案 提案中"
        ),
        "accepted": (
            "aceptado aceptada aprobado aprobada aceito aceita aprovado aprovada accepté acceptée "
            "approuvé approuvée accettato accettata approvato approvata akzeptiert angenommen 已接受 "
            "已采纳 已批准 承認 承認済み 採用"
        ),
        "implemented": (
            "implementado implementada implémenté implémentée implementato implementata umgesetzt 已实现 已实施"
        ),
        "rejected": (
            "rechazado rechazada rejeitado rejeitada rejeté rejetée rifiutato rifiutata respinto "
            "respinta abgelehnt verworfen 已拒绝 却下"
        ),
        "deprecated": (
            "obsoleto obsoleta obsolète déprécié dépréciée deprecato deprecata veraltet überholt 已弃用 已废弃 非推奨"
        ),
        "superseded": (
            "reemplazado reemplazada sustituido sustituida substituído substituída remplacé remplacée "
            "sostituito sostituita ersetzt abgelöst 已取代 已替代"
        ),
    }
)
_WORDS: Mapping[str, str] = MappingProxyType(
    {translation: word for word, translations in _TRANSLATIONS.items() for translation in translations.split()}
)


def usual_status(written: str) -> str | None:
    """Return the usual word that a translation stands for; nothing for any other text."""
    return _WORDS.get(written.strip().casefold())


def find_status(written: str, words: WordList) -> str | None:
    """Return the word of a project that a status stands for, as it is written or translated; nothing for none."""
    found = words.find_folded(written)
    if found is not None:
        return found
    usual = usual_status(written)
    return words.find_folded(usual) if usual is not None else None
