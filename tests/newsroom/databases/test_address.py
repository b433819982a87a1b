"""The variables that name the databases, read as Django reads them."""

from pathlib import Path

import pytest

from tests.newsroom.installation import Installation

PRIMARY = "postgres://editor@db.example/news"


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    return Installation(tmp_path, monkeypatch)


class TestTheReplica:
    def test_there_is_none_unless_it_is_named(self, installation: Installation) -> None:
        assert list(installation.read(DATABASE_REPLICA_URL=" ")["DATABASES"]) == ["default"]

    def test_it_is_a_second_database(self, installation: Installation) -> None:
        found = installation.read(DATABASE_URL=PRIMARY, DATABASE_REPLICA_URL="postgres://reader@copy.example/news")
        assert found["DATABASES"]["replica"]["HOST"] == "copy.example"
        assert found["DATABASES"]["replica"]["CONN_HEALTH_CHECKS"] is True

    @pytest.mark.parametrize("address", [PRIMARY, "sqlite:///copy.sqlite3", "postgres://reader:s3cret@copy.example"])
    def test_another_kind_and_the_primary_itself_are_refused(
        self, installation: Installation, capsys: pytest.CaptureFixture[str], address: str
    ) -> None:
        with pytest.raises(SystemExit) as stop:
            installation.read(DATABASE_URL=PRIMARY, DATABASE_REPLICA_URL=address)
        sentence = capsys.readouterr().err
        assert (stop.value.code, sentence.count("\n")) == (2, 1)
        assert sentence.startswith("DATABASE_REPLICA_URL=")
        assert "s3cret" not in sentence


class TestPgbouncer:
    def test_nothing_outlasts_a_transaction(self, installation: Installation) -> None:
        found = installation.database(f"{PRIMARY}?pgbouncer=1&sslmode=require")
        assert found["DISABLE_SERVER_SIDE_CURSORS"] is True
        assert found["OPTIONS"] == {"connect_timeout": "5", "sslmode": "require", "prepare_threshold": None}

    def test_without_it_nothing_is_given_up(self, installation: Installation) -> None:
        found = installation.database(f"{PRIMARY}?pgbouncer=0")
        assert "DISABLE_SERVER_SIDE_CURSORS" not in found or not found["DISABLE_SERVER_SIDE_CURSORS"]

    @pytest.mark.parametrize("query", ["pgbouncer=yes", "pgbouncer=1&options=-csearch_path%3Dnews"])
    def test_what_pgbouncer_refuses_is_refused_here(
        self, installation: Installation, capsys: pytest.CaptureFixture[str], query: str
    ) -> None:
        with pytest.raises(SystemExit):
            installation.database(f"{PRIMARY}?{query}")
        assert capsys.readouterr().err.startswith("DATABASE_URL=")
