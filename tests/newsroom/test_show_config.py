from pathlib import Path

from newsroom.env import VARIABLES
from tests.newsroom.test_settings import manage


def test_it_prints_what_is_in_force_and_where_it_comes_from(tmp_path: Path) -> None:
    (tmp_path / "env").write_text("PORT=8123\nWEB_WORKERS=3\n")
    done = manage(tmp_path, "show_config", ENV_FILE=str(tmp_path / "env"), WEB_WORKERS="4", TIME_ZONE="Asia/Oral")
    lines = done.stdout.splitlines()
    assert [line.partition("=")[0] for line in lines] == list(VARIABLES)
    assert "PORT=8123  # env" in lines
    assert "WEB_WORKERS=4  # среда / environment" in lines
    assert "TIME_ZONE=Asia/Oral  # среда / environment" in lines
    assert "SITE_URL=http://127.0.0.1:8123  # по умолчанию / default" in lines
    assert "ALLOWED_HOSTS=127.0.0.1,localhost,[::1]  # по умолчанию / default" in lines
    assert f"DATABASE_URL=sqlite:///{tmp_path}/newsroom.sqlite3  # по умолчанию / default" in lines


def test_it_hides_secrets(tmp_path: Path) -> None:
    secret = "s3cret" * 10
    done = manage(
        tmp_path,
        "show_config",
        SECRET_KEY=secret,
        DEMO_PASSWORD=secret,
        DATABASE_URL=f"postgres://editor:{secret}@host/news",
        EMAIL_URL=f"smtp://me:{secret}@mail.example",
    )
    assert "s3cret" not in done.stdout + done.stderr
    assert "DATABASE_URL=postgres://…@host/news  # среда / environment" in done.stdout
    assert "SECRET_KEY=…  # среда / environment" in done.stdout
