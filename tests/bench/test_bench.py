"""`make bench` measures: every kind of page is found, answers, and stands in the report. No time is judged."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.bench import analyser, making, pages, report, timing
from tests.bench.served import site


@pytest.mark.django_db
def test_it_measures_every_kind_of_page() -> None:
    making.make_few()
    kinds = pages.kinds()
    counted, times = timing.statements(kinds), timing.times(kinds, rounds=2)
    text = report.written(
        made=making.Made(count=10, seconds=2.0, worked=1.0),
        speeds=analyser.speeds(),
        few=counted,
        many={**counted, "front": 99},
        times=times,
        weight=timing.weight_of_all(kinds[pages.ARTICLE].addresses[0]),
    )
    assert {*times} == {*kinds, timing.FLOOR}
    assert all(f"\n| {name} | " in text for name in times)
    assert f"| front | {counted['front']} → 99 | " in text
    assert "5 articles a second" in text


@pytest.mark.skipif(bool(site.missing()), reason=f"not installed: {', '.join(site.missing())}")
def test_it_measures_the_servers(tmp_path: Path) -> None:
    report, plot = tmp_path / "bench.md", tmp_path / "bench.svg"
    command = [sys.executable, "-m", "tests.bench", str(report)]
    values = {**os.environ, "BENCH_QUICK": "1"}
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=values, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    text = report.read_text(encoding="utf-8")
    assert "\n| stored page : empty Django view, both application server | 4 | " in text
    assert "\n| answers with a former text after a publication | | | 0 | 0 | reached |" in text
    assert "\n| 50 | 100 | " in text
    assert plot.read_text(encoding="utf-8").startswith("<svg ")
