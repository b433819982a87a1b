"""What browsers get in production: entries joined from their imports, hashed and compressed."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from newsroom.joined_files import ENTRIES, join
from tests.newsroom.installation import manage

SHEETS = {
    "css/site.css": '/* Order. */\n@import url("site/one.css");\n@import url("site/deep/two.css");\n',
    "css/site/one.css": "@layer a, b;\n.one { background: url(dot.png) }\n",
    "css/site/deep/two.css": "@layer b { .two { background: url('../../../img/x.svg#y') } }\n"
    ".data { background: url(data:image/png;base64,AA) }\n",
}
MODULES = {
    "js/site.js": 'import "./site/one.js";\nimport "./site/two.js";\n',
    "js/site/one.js": "const KEY = 1;\n",
    "js/site/two.js": "const KEY = 2;\n",
}


def source(name: str) -> str:
    found = finders.find(name)
    assert found
    return Path(found).read_text(encoding="utf-8")


class TestJoining:
    def test_sheets_keep_their_order_and_the_targets_of_their_addresses(self) -> None:
        assert join("css/site.css", SHEETS.__getitem__) == (
            "/* Order. */\n"
            '@layer a, b;\n.one { background: url("site/dot.png") }\n\n'
            '@layer b { .two { background: url("../img/x.svg#y") } }\n'
            ".data { background: url(data:image/png;base64,AA) }\n\n"
        )

    def test_modules_do_not_see_the_names_of_each_other(self) -> None:
        assert join("js/site.js", MODULES.__getitem__) == "{\nconst KEY = 1;\n}\n{\nconst KEY = 2;\n}\n"

    def test_only_an_entry_imports_sheets(self) -> None:
        sheets = {**SHEETS, "css/site/one.css": '@import url("deep/two.css");\n'}
        with pytest.raises(ValueError, match=r"one\.css"):
            join("css/site.css", sheets.__getitem__)

    @pytest.mark.parametrize("line", ['import "./two.js";', "export const KEY = 1;"])
    def test_a_joined_module_has_no_links(self, line: str) -> None:
        with pytest.raises(ValueError, match=r"one\.js"):
            join("js/site.js", {**MODULES, "js/site/one.js": f"{line}\n"}.__getitem__)


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_names_every_file_of_its_folder(entry: str) -> None:
    """A component that is not named would have no effect."""
    suffix = Path(entry).suffix
    folder = Path(str(finders.find(entry))).with_suffix("")
    named = re.findall(r'^(?:@import url\(|import )"(?:\./)?([^"]+)"', source(entry), re.MULTILINE)
    there = {f"{folder.name}/{path.relative_to(folder).as_posix()}" for path in folder.rglob(f"*{suffix}")}
    assert len(named) == len(set(named))
    assert set(named) == there


def test_setup_stores_one_compressed_file_for_an_entry(tmp_path: Path) -> None:
    done = manage(tmp_path, "setup")
    assert done.returncode == 0, done.stderr
    for entry in ENTRIES:
        suffix = Path(entry).suffix
        (stored,) = (tmp_path / "static").glob(f"{entry.removesuffix(suffix)}.*{suffix}")
        text = stored.read_text(encoding="utf-8")
        assert re.search(r"^(?:@import|import)\b", text, re.MULTILINE) is None
        assert len(text) > len(source(entry))
        assert gzip.decompress(stored.with_name(f"{stored.name}.gz").read_bytes()).decode() == text


def test_a_module_imports_others_by_the_hashes_of_their_content(tmp_path: Path) -> None:
    done = manage(tmp_path, "setup")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "static" / "js"
    (field,) = folder.glob("picture-field.*.js")
    imported = re.findall(r'^import .* from "(.+)";$', field.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(imported) == 2
    for name in imported:
        assert re.search(r"\.[0-9a-f]{12}\.js$", name)
        assert (folder / name).is_file()
