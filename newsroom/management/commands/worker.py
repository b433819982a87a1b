"""The background worker: publishes what is due, notifies those concerned, tidies."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from newsroom.worker.follower import follow
from newsroom.worker.jobs import CDN_JOBS, JOBS
from newsroom.worker.loop import Worker


class Command(BaseCommand):
    """Several may run at once; SIGTERM ends it between two jobs."""

    help = "Runs the background jobs of the newsroom until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run every job once and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            Worker((*JOBS, *CDN_JOBS), var_dir=settings.VAR_DIR).tick()
            return
        worker = Worker(JOBS, var_dir=settings.VAR_DIR)
        signal.signal(signal.SIGTERM, worker.stop)
        signal.signal(signal.SIGINT, worker.stop)
        threading.Thread(target=follow, args=(worker.stopping,)).start()
        # A CDN may keep it waiting, so it just ends with the process.
        threading.Thread(target=Worker(CDN_JOBS, var_dir=None).run, daemon=True).start()
        try:
            worker.run()
        finally:
            worker.stop()
