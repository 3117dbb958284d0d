"""What a configuration may not hold: every fault with its place, all at once."""

from __future__ import annotations

import pytest

from roadmap_sync import config
from roadmap_sync.errors import EXIT_USAGE, UsageFault


def faults(text: str | bytes, where: str = "c.yml") -> list[str]:
    """The lines of the refusal, without what to do next."""
    with pytest.raises(UsageFault) as refusal:
        config.read(text.encode() if isinstance(text, str) else text, where)
    assert refusal.value.exit_code == EXIT_USAGE
    lines = str(refusal.value).split("\n")
    assert "roadmap-sync schema" in lines.pop()
    return lines


FAULTS = [
    ("lable: x", "c.yml:1:1: lable: unknown key; did you mean label?"),
    ("\nlabels: {colour: {}}", "c.yml:2:10: labels.colour: unknown key; did you mean colors?"),
    (
        "statuses: {in-progress: [x]}",
        "c.yml:1:12: statuses.in-progress: unknown key; did you mean in_progress?",
    ),
    ("create: al", 'c.yml:1:9: create: must be one of all, open, linked, not "al"; did you mean all?'),
    ("orphans: [close]", "c.yml:1:10: orphans: must be one of report, close, not a list"),
    (
        "policy: {title: both}",
        'c.yml:1:17: policy.title: must be one of two-way, document, github, not "both"',
    ),
    ("documents: ROADMAP.md", 'c.yml:1:12: documents: must be a list, not "ROADMAP.md": write [ROADMAP.md]'),
    ("documents: []", "c.yml:1:12: documents: must not be empty"),
    ("documents: [{link: none}]", 'c.yml:1:13: documents[0]: the key "path" is missing'),
    ("documents: [/etc/x.md]", "c.yml:1:13: documents[0]: must be relative to the top of the repository"),
    ("documents: [../x.md]", "c.yml:1:13: documents[0]: must not leave the repository"),
    ("documents: ['a\\b.md']", "c.yml:1:13: documents[0]: write paths with slashes, not backslashes"),
    ("documents: ['[x.md']", 'c.yml:1:13: documents[0]: "[" is not closed by "]"'),
    ("documents: ['[z-a].md']", "c.yml:1:13: documents[0]: is no glob: bad character range z-a"),
    ("documents: [{path: 'docs/**'}]", 'c.yml:1:20: documents[0].path: "**" stands for folders'),
    ("labels: {priority: none}", "c.yml:1:20: labels.priority: must hold {priority} once"),
    ("labels: {area: '{area!r}'}", "c.yml:1:16: labels.area: must hold {area} once"),
    ("labels: {area: '{area'}", "c.yml:1:16: labels.area: must hold {area} once"),
    ("labels: {area: '{area} {priority}'}", "c.yml:1:16: labels.area: must hold {area} once"),
    ("labels:\n  colors:\n    P0: #b60205", "c.yml:3:8: labels.colors.P0: must be text, not nothing"),
    ("labels: {colors: {P0: red}}", "c.yml:1:23: labels.colors.P0: must be six hexadecimal digits"),
    ("label: ''", "c.yml:1:8: label: must not be empty"),
    (f"label: {'x' * 51}", "c.yml:1:8: label: must have at most 50 characters"),
    ("counts: maybe", 'c.yml:1:9: counts: must be true or false, not "maybe"'),
    ("fiscal-year-start: 13", "c.yml:1:20: fiscal-year-start: must be a month from 1 to 12"),
    ("fiscal-year-start: May", "c.yml:1:20: fiscal-year-start: must be a whole number"),
    ("trusted-apps: [a b]", 'c.yml:1:16: trusted-apps[0]: must be a login, not "a b"'),
    ("sections: [Vision]", "c.yml:1:11: sections: must be a mapping of keys, not a list"),
    (
        "columns: {title: [Item], status: [ item ]}",
        'c.yml:1:36: columns.status[0]: "item" stands under title too',
    ),
    ("label: a\nlabel: b", "c.yml:2:1: label: this key stands on line 1 already"),
    ("[a]", "c.yml:1:1: must be a mapping of keys, not a list"),
    ("just text", 'c.yml:1:1: must be a mapping of keys, not "just text"'),
    ("a: [", "c.yml:1:5: not readable as YAML"),
    ("a: 1\n---\nb: 2", "c.yml:2:1: not readable as YAML"),
    ("a: \x01", "c.yml:1:4: a character that YAML does not allow"),
    ("? [a]\n: 1", "c.yml:1:1: a key must be text"),
    ('label: "\\ud800"', "c.yml:1:8: label: holds half a character"),
    (
        "label: !!python/object:os.system x",
        "c.yml:1:8: label: the tag tag:yaml.org,2002:python/object:os.system",
    ),
    ("columns: &a {title: [*a]}", "c.yml:1:10: columns.title[0]: holds itself"),
    ("a: " + "[" * 3000, "c.yml: not readable as YAML: nested too deeply"),
]


@pytest.mark.parametrize(("text", "says"), FAULTS, ids=[says.split(": ", 1)[1][:50] for _, says in FAULTS])
def test_a_fault_is_told_with_its_place(text: str, says: str):
    assert any(line.startswith(says) for line in faults(text)), faults(text)


def test_all_faults_are_told_at_once_in_the_order_of_the_file():
    text = "create: al\nlable: x\ndocuments: [../a, {pth: b}]\ncounts: 7\ncounts: no\npolicy: {x: y}\n"
    assert [line.split(":")[1] for line in faults(text)] == ["1", "2", "3", "3", "3", "4", "5", "6"]


def test_not_utf8():
    assert faults(b"label: x\nbranch: \xe9") == ["c.yml:2:9: not UTF-8: byte 0xE9"]


def test_aliases_of_aliases_come_to_an_end():
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    assert any("holds too many values" in line for line in faults("\n".join(lines)))


def test_control_characters_of_the_file_do_not_reach_the_terminal():
    assert faults('"a\\e[31m": 1')[0].startswith("c.yml:1:1: a\\x1b[31m: unknown key")


TOML = [
    ('[tool.roadmap-sync]\nlable = "x"', "p.toml:2:1: lable: unknown key; did you mean label?"),
    ("[tool.roadmap-sync.labels]\n  colour = {}", "p.toml:2:3: labels.colour: unknown key"),
    (
        "[tool.roadmap-sync]\nlabels.priority = 7",
        "p.toml:2:1: labels.priority: must be text, not 7: put it in quotes",
    ),
    ('[tool.roadmap-sync]\ndocuments = [\n  "../a",\n]', "p.toml:2:1: documents[0]: must not leave"),
    ("[tool.roadmap-sync]\nlabel = ", "p.toml:2:9: not readable as TOML"),
    ("[tool.other]\nlabel = 1", "p.toml: there is no table [tool.roadmap-sync]"),
]


@pytest.mark.parametrize(("text", "says"), TOML)
def test_toml_faults_have_their_line(text: str, says: str):
    assert any(line.startswith(says) for line in faults(text, "p.toml")), faults(text, "p.toml")
