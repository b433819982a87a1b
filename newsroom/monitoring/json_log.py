"""Log lines as JSON objects, one a line."""

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

FIELDS = ("asctime", "levelname", "name", "message")
NAMES = {"asctime": "time", "levelname": "level", "name": "logger", "exc_info": "traceback"}


class LogFormatter(JsonFormatter):
    """`time`, `level`, `logger`, `message`, and `request_id` and `traceback` where there is one."""

    def __init__(self) -> None:
        # Django attaches the request to its records, whose text holds the query with what a person typed.
        hidden = [*RESERVED_ATTRS, "request", "server_time"]
        super().__init__(
            FIELDS, datefmt="%Y-%m-%dT%H:%M:%S%z", rename_fields=NAMES, reserved_attrs=hidden,
            json_ensure_ascii=False,
        )  # fmt: skip
