"""A mail server on loopback that takes connections and no letters."""

import socketserver
import threading
from typing import Any, Self


class MailServer(socketserver.ThreadingTCPServer):
    """Answers 250 to everything while the `with` block lasts. `heard` has the commands that it got."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Dialogue)
        self.heard: list[str] = []
        self.thread = threading.Thread(target=self.serve_forever)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *exception: Any) -> None:
        self.shutdown()
        self.thread.join()
        self.server_close()


class Dialogue(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.wfile.write(b"220 mail.example\r\n")
        for line in self.rfile:
            self.server.heard.append(line.decode().split()[0].upper())
            self.wfile.write(b"250 ok\r\n")
