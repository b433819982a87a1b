"""Django's SQLite backend with what a newsroom needs: `ENGINE = "newsroom.sqlite3"`."""
