"""Front matter: a document may say how it is to be read."""

from __future__ import annotations

import pytest

from roadmap_sync.errors import UsageFault
from tests.document.desk import reading, table

ROWS = table("A | Done", "B | Parked elsewhere")
NEWLINES = "\n", "\r\n"


def with_front_matter(text: str) -> str:
    return f"---\n{text}---\n\n# Plan\n\n{ROWS}"


@pytest.mark.parametrize("newline", NEWLINES, ids=repr)
def test_what_it_says_of_its_reading_counts(newline: str) -> None:
    text = with_front_matter("title: x\nroadmap:\n  link: none\n  items: {yaml: false}\n")
    text += "\n```yaml\nc: {status: done}\n```\n"
    document = reading("\ufeff" + text.replace("\n", newline))
    assert [(each.title, each.slots_for("link")) for each in document.items] == [("A", ()), ("B", ())]


@pytest.mark.parametrize(
    "text",
    [
        "title: x\n",
        "roadmap: yes\n",
        "roadmap: [a]\n",
        "kind: roadmap\n",
        "a: 'roadmap: {x: y}'\n",
        "broken: [\n",
    ],
)
def test_other_front_matter_is_somebody_elses(text: str) -> None:
    assert len(reading(with_front_matter(text)).items) == 2


FAULTS = {
    "an unknown key": ("title: x\nroadmap:\n  statusses: {}\n", "ROADMAP.md:4:3"),
    "a wrong value": ("roadmap:\n  link: sideways\n", "ROADMAP.md:3:9"),
    "no YAML": ("roadmap:\n  link: [\n", "ROADMAP.md:4:1"),
    "a tag": ("roadmap: !!python/object/apply:os.getcwd []\n", "ROADMAP.md:2:10"),
    "too deep": ("roadmap: " + "[" * 5000 + "]" * 5000 + "\n", "ROADMAP.md:1"),
}


@pytest.mark.parametrize(("text", "where"), FAULTS.values(), ids=FAULTS)
def test_what_cannot_be_followed_is_told_with_its_place(text: str, where: str) -> None:
    with pytest.raises(UsageFault) as caught:
        reading(with_front_matter(text))
    assert where in str(caught.value)
    assert caught.value.exit_code == 2
