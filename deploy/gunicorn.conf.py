"""The settings of gunicorn. `manage.py serve` adds the address and the number of workers.

Nothing of the newsroom is imported here: the master process must not hold code that its workers would inherit. After
HUP each worker then loads all of the code anew, and never a mixture of old and new.
"""

import os
import subprocess
import sys

worker_class = "gthread"
# A thread is busy from the first byte of a request to the last, so that each slow client needs one. They start on
# demand. newsroom.concurrency bounds how many requests Django works on.
threads = 256
worker_connections = 1000
timeout = 60
graceful_timeout = 10
keepalive = 5
# A Cyrillic letter in an address is six characters.
limit_request_line = 8190
loglevel = "warning"
control_socket_disable = True
as_json = os.environ.get("LOG_FORMAT", "").lower() == "json"
if as_json:
    # The lines of the master; those of the workers are the newsroom's own (newsroom.monitoring.json_log).
    logconfig_dict = {
        "formatters": {
            "generic": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "fmt": ["asctime", "levelname", "name", "message"],
                "datefmt": "%Y-%m-%dT%H:%M:%S%z",
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger", "exc_info": "traceback"},
                "json_ensure_ascii": False,
            }
        },
        "root": {"level": "WARNING", "handlers": ["error_console"]},
        "loggers": {"gunicorn.error": {"level": "WARNING", "handlers": ["error_console"], "propagate": False}},
    }
if os.path.isdir("/dev/shm"):
    # A heartbeat file on a slow disk would get workers killed.
    worker_tmp_dir = "/dev/shm"


def when_ready(server):
    """Print the addresses once the server listens, for a person."""
    if as_json:
        return
    site = os.environ.get("SITE_URL") or f"http://{server.address[0]}"
    lines = [
        "",
        f"  Сайт         {site}/",
        f"  Қазақша      {site}/kk/",
        f"  Редакция     {site}/admin/",
        "",
        "  Остановить: Ctrl+C",
        "",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def on_reload(server):
    """Bump the site version: the new workers may render pages differently."""
    command = [sys.executable, "manage.py", "bump_site_version"]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
