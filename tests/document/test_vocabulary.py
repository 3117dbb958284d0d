"""The words for statuses, alone and with what people put around them."""

from __future__ import annotations

import pytest

from roadmap_sync.document.words.signs import Lexicon
from roadmap_sync.document.words.vocabulary import vocabulary
from roadmap_sync.model import Status

SHOWN = {
    "done": ["✅", "✔", "✔️", "✓ done", "Done", "DONE", "✅ **Completed**", "Complete ✓", "[x]", "[X] shipped",
             "✅ 90%", "✅ (this site)", "Done in v1.2", "[COMPLETED] Completed", "100% done", "🎉 Released",
             "✅ 已完成", "完了", "완료", "Готово", "Terminé", "Hecho", "erledigt", "Concluído", "Klart"],
    "in_progress": ["🚧", "🔄 In Progress", "in-progress", "In_Progress", "WIP", "🟡", "Partial: parser left",
                    "[~]", "[/]", "进行中", "対応中", "진행 중", "В работе", "En cours", "in Arbeit"],
    "planned": ["🔴 Not Started", "not started", "Planned", "📋 Planned for Q1", "🔜", "⬜", "[ ]", "TODO",
                "⬜ 待做", "🚧 計画中", "未対応", "예정", "Запланировано",
                "À faire", "Pendiente", "offen", "Proposed"],
    "blocked": ["Blocked", "⛔", "⏸️ On hold", "⏸ Paused", "Deferred to 2027", "👤", "Заблокировано", "보류"],
    "dropped": ["❌", "Cancelled", "Won't do", "Won’t fix", "Rejected: too slow", "已取消", "Annulé"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("status", "text"), [(status, text) for status, texts in SHOWN.items() for text in texts]
)
def test_what_a_cell_says(status: str, text: str) -> None:
    sign = Lexicon().read(text.replace("*", ""))
    assert sign is not None
    assert sign.status == status


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Q3 2026",
        "parser.py",
        "The doneness",
        "Opened twice",
        "half of it is done",
        "Open questions remain",
        "未来",
        "🦄",
    ],
)
def test_what_says_nothing_that_is_known(text: str) -> None:
    assert Lexicon().read(text) is None


def test_every_word_that_we_write_reads_back() -> None:
    for own in vocabulary().own.values():
        for status, word in own.items():
            sign = Lexicon().read(word)
            assert sign is not None
            assert (sign.status, sign.word) == (status, word)


def test_every_language_that_has_a_word_has_all_five() -> None:
    assert all(set(own) == set(Status) for own in vocabulary().own.values())


def test_no_sign_stands_for_two_statuses() -> None:
    signs = [sign for group in vocabulary().spellings.values() for sign in group]
    assert len(signs) == len(set(signs))
