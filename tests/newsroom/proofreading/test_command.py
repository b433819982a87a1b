"""`manage.py proofread` as a person calls it."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command


def proofread(*arguments: Any) -> str:
    out = io.StringIO()
    call_command("proofread", *map(str, arguments), "--language", "ru", stdout=out)
    return out.getvalue()


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text("Да.\nАстана - столица\n", encoding="utf-8")
    return path


def test_json_of_one_file_is_a_list(draft: Path) -> None:
    (finding,) = json.loads(proofread(draft, "--json"))
    assert (finding["start"], finding["length"], finding["kind"]) == (10, 2, "typography")
    assert finding["suggestions"] == ["\u00a0—"]
    assert finding["message"]


def test_json_of_several_files_maps_names_to_lists(draft: Path, tmp_path: Path) -> None:
    clean = tmp_path / "clean.txt"
    clean.write_text("Да.", encoding="utf-8")
    found = json.loads(proofread(draft, clean, "--json"))
    assert [len(found[str(path)]) for path in (draft, clean)] == [1, 0]


def test_apply_prints_the_corrected_text_and_leaves_the_file(draft: Path) -> None:
    before = draft.read_bytes()
    assert proofread(draft, "--apply") == "Да.\nАстана\u00a0— столица\n"
    assert draft.read_bytes() == before


def test_text_names_line_and_column(draft: Path) -> None:
    assert f"{draft}:2:7: typography" in proofread(draft)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO("ждали...".encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    assert proofread("-", "--apply") == "ждали…"


def test_a_missing_file_and_another_encoding_get_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="не читается"):
        proofread(tmp_path / "none.txt")
    (tmp_path / "old.txt").write_bytes("Да".encode("cp1251"))
    with pytest.raises(CommandError, match="UTF-8"):
        proofread(tmp_path / "old.txt")
