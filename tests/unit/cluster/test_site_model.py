"""The models of tests/benchmarks/site.py, on numbers that can be worked out by hand."""

import pytest

from tests.benchmarks.site import UNEQUAL, Latency, build_hours, line_through, makespan, searches, tables


def test_processors_share_the_shards_the_longest_first() -> None:
    assert makespan([3.0, 2.0, 2.0, 1.0], 2) == 4.0
    assert makespan([3.0, 2.0, 2.0, 1.0], 8) == 3.0
    assert makespan([1.0] * 100, 4) == 25.0


def test_a_search_over_more_shards_takes_longer_and_the_same_each_time() -> None:
    latency = Latency(100_000, (0.1, 0.2, 0.3), 10**8, 1.0)
    few, many = searches(latency, 4, 4), searches(latency, 40, 4)
    assert max(few) <= 0.3
    assert sum(many) / len(many) > 9 * 0.2
    assert searches(latency, 4, 4) == few


def test_hours_follow_from_pages_and_processors() -> None:
    work, share = build_hours(3_600_000, a_page=2.0, a_shard=0.0, page_bytes=1e6, processors=100)
    assert work == pytest.approx(20 * UNEQUAL)
    assert share == 10.0


def test_a_line_tells_pages_from_shards() -> None:
    runs = [{"processes": count, "processor": 30.0 + 5.0 * count, "pages": 100} for count in (1, 2, 4)]
    assert line_through(runs) == pytest.approx((0.3, 5.0))
    assert line_through(runs[:1]) == (0.35, 0.0)


def test_the_tables_tell_what_was_measured() -> None:
    build: dict[str, object] = {
        "processes": 2,
        "wall": 10.0,
        "processor": 20.0,
        "pages": 40,
        "bytes": 4_000_000,
    }
    build |= {"originals": 80_000_000, "seconds": [8.0, 10.0]}
    latency = {"pages": 100_000, "samples": [0.1] * 20, "memory": 10**9, "opening": 2.0}
    told = tables({"builds": [build], "latency": latency})
    assert "| 10,000,000 | 100 | 10.0 GB | 1000 GB |" in told
    assert "0.50 s of a processor a page" in told
    assert "| 100 | 10,000,000 | 100.0 GB | 4 | 2.50 s | 2.50 s | 2.50 s |" in told
