"""nginx with the configuration of `deploy/`, without TLS, and with a static file beside it."""

import os
import re
from pathlib import Path

from tests.newsroom.proxied import DEPLOY, HAS_BROTLI, HOST, MODULES, NGINX, TEMPORARY

STATIC_FILE = "/page.html"
SAME_ANSWER = "/same/page.html"
CODINGS = "gzip_static on; brotli_static on; gzip_vary on;"
# As Debian's nginx.conf, without the log. The servers of this measurement share one core, so one worker.
FRAME = """{modules}
{user}daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1; worker_rlimit_nofile 4096;
events {{ worker_connections 2048; }}
http {{
{paths}
access_log off; sendfile on; tcp_nopush on; types_hash_max_size 2048;
server {{
    listen 127.0.0.1:{static_port};
    root {folder}/static;
    types {{ text/html html; }}
    location /same/ {{
        {same}
        charset utf-8;
        {headers}
    }}
}}
{site}
}}
"""


def command(folder: Path, *, port: int, static_port: int, backend: int, var: Path) -> list[str]:
    """Write the configuration into the folder; return the command that starts nginx."""
    assert NGINX
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    configuration = FRAME.format(
        modules=MODULES,
        user="user root; " if not os.geteuid() else "",
        folder=folder,
        paths=" ".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY),
        static_port=static_port,
        same=CODINGS if HAS_BROTLI else CODINGS.replace("brotli_static on;", ""),
        headers=_headers(text),
        site=_site(text, port=port, backend=backend, var=var),
    )
    file = folder / "nginx.conf"
    file.write_text(configuration, encoding="utf-8")
    return [NGINX, "-c", str(file), "-e", str(folder / "error.log")]


def _headers(text: str) -> str:
    """Return the lines with the headers of public pages."""
    pages = text[text.index("location / {") : text.index("location ~")]
    return "\n".join(re.findall(r"add_header .+;", pages)).replace("$newsroom_language", "ru")


def _site(text: str, *, port: int, backend: int, var: Path) -> str:
    text = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", text, flags=re.DOTALL)
    text = re.sub(r" +(listen \[::\]|ssl_).*\n", "", text)
    text = re.sub(r"listen 443 .*\n", f"listen 127.0.0.1:{port};\n", text)
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{backend}").replace("/var/lib/newsroom", str(var))
    if not HAS_BROTLI:
        text = re.sub(r"brotli_static .*\n", "", text)
    return text.replace(HOST, "127.0.0.1")
