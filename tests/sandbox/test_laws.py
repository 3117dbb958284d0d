"""Laws that hold for every value: ids and their way back, due dates and the clock of California."""

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_sync.sandbox.clock import moment, stamp
from roadmap_sync.sandbox.identifiers import NodeId, database_id, decode, encode
from roadmap_sync.sandbox.milestones import floored

zoneinfo = pytest.importorskip("zoneinfo")

_PARTS = st.one_of(st.integers(0, 2**32 - 1), st.text("0123456789abcdef/", min_size=1, max_size=60))


@given(st.sampled_from(["I", "R", "MI", "LA", "REF"]), st.lists(_PARTS, min_size=1, max_size=3))
def test_a_node_id_finds_its_way_back(prefix: str, parts: list[int | str]) -> None:
    assert decode(encode(prefix, *parts)) == NodeId(prefix, tuple(parts))


@given(st.text(max_size=40))
def test_any_other_text_is_no_node_id(text: str) -> None:
    found = decode(text)
    assert found is None or encode(found.prefix, *found.parts) == text


@pytest.mark.parametrize("kind", ["issue", "account", "repository"])
def test_database_ids_are_distinct_and_fit_an_int_of_graphql(kind: str) -> None:
    ids = {database_id(kind, sequence) for sequence in range(1, 20_001)}
    assert len(ids) == 20_000
    assert max(ids) < 2**31


@given(st.datetimes(datetime(2010, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC)))
def test_due_dates_are_midnights_of_los_angeles(due: datetime) -> None:
    try:
        pacific = zoneinfo.ZoneInfo("America/Los_Angeles")
    except zoneinfo.ZoneInfoNotFoundError:
        pytest.skip("this machine has no time zones")
    kept = floored(stamp(due))
    assert kept is not None
    assert kept == stamp(datetime.combine(moment(stamp(due)).astimezone(pacific).date(), time(), pacific))
