"""Buckets on an S3-compatible server of the tests."""

import json
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.request import urlopen

import boto3
from moto.server import ThreadedMotoServer

from newsroom.images.storage.address import parse_storage

KEY, SECRET = "AKIATESTS", "a/secret+with=signs"
REGION = "us-east-1"


@contextmanager
def server(port: int = 0) -> Iterator[str]:
    """Start a server, by default on any port; give its host and port."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    try:
        yield f"{host}:{port}"
    finally:
        running.stop()


class Bucket(NamedTuple):
    """A bucket whose policy is the one of the documentation: anybody may read `public/`."""

    host: str
    name: str
    client: Any

    @classmethod
    def made(cls, host: str) -> "Bucket":
        """Make an empty bucket."""
        name = f"newsroom-{secrets.token_hex(6)}"
        client = boto3.client(
            "s3",
            endpoint_url=f"http://{host}",
            region_name=REGION,
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
        )
        client.create_bucket(Bucket=name)
        made = cls(host, name, client)
        made.open_to_anybody("media/public/*")
        return made

    def open_to_anybody(self, pattern: str) -> None:
        """Set the policy: anybody may read what has such a name, and nothing else."""
        statement = {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": f"arn:aws:s3:::{self.name}/{pattern}",
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        self.client.put_bucket_policy(Bucket=self.name, Policy=policy)

    @property
    def address(self) -> str:
        """The value of MEDIA_STORAGE."""
        return f"s3://{KEY}:{SECRET.replace('/', '%2F')}@{self.host}/{self.name}/media?region={REGION}&tls=0"

    def storage_setting(self) -> dict[str, Any]:
        """The entry of STORAGES."""
        return parse_storage(self.address)

    def object_names(self) -> list[str]:
        """The names of all objects."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name)
        return sorted(found["Key"] for page in pages for found in page.get("Contents", []))

    def anonymous(self, name: str) -> tuple[int, dict[str, str]]:
        """Ask for a file without a signature; return status and headers by their names in lower case."""
        try:
            with urlopen(f"http://{self.host}/{self.name}/media/{name}", timeout=10) as answer:
                return answer.status, {key.lower(): value for key, value in answer.headers.items()}
        except HTTPError as error:
            return error.code, {}
