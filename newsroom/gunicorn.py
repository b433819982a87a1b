"""How the application server runs; read by gunicorn itself."""

import os

from newsroom.environment import given, read_port

bind = f"127.0.0.1:{read_port(given(os.environ, 'PORT'))}"
workers = 2
threads = 4
worker_class = "gthread"
# Loaded once, before the workers part: a start is a second shorter and the second worker nearly free of memory.
preload_app = True
timeout = 60
graceful_timeout = 10
keepalive = 5
# A Cyrillic letter in an address is six characters.
limit_request_line = 8190
loglevel = "warning"
control_socket_disable = True
if os.path.isdir("/dev/shm"):  # noqa: PTH112, S108 (a heartbeat on a slow disk would stop workers)
    worker_tmp_dir = "/dev/shm"  # noqa: S108
