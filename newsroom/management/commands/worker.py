"""The background worker: publishes what is due, notifies those concerned, tidies."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from newsroom.worker.follower import follow
from newsroom.worker.jobs import JOBS
from newsroom.worker.loop import Worker


class Command(BaseCommand):
    """Several may run at once; SIGTERM ends it between two jobs."""

    help = "Runs the background jobs of the newsroom until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run every job once and end")

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker(JOBS, var_dir=settings.VAR_DIR)
        if options["once"]:
            worker.tick()
            return
        signal.signal(signal.SIGTERM, worker.stop)
        signal.signal(signal.SIGINT, worker.stop)
        threading.Thread(target=follow, args=(worker.stopping,)).start()
        try:
            worker.run()
        finally:
            worker.stop()
