"""The variables that say where the files of images are and where browsers fetch them."""

import re
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from newsroom import env

FOLDER: dict[str, Any] = {"BACKEND": "newsroom.images.storage.folder.FolderStorage"}
BUCKET = "newsroom.images.storage.bucket.BucketStorage"
BUCKET_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", re.ASCII)
PREFIX = re.compile(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*", re.ASCII)


def read_storage(name: str, default: str) -> dict[str, Any]:
    """Return the entry of STORAGES for images: `file:` is the folder VAR_DIR/media, `s3:` a bucket."""
    expected = (
        "нужно file: или адрес вида s3://ключ:секрет@узел/бакет?region=… / "
        "must be file: or look like s3://key:secret@host/bucket?region=…"
    )
    return env.read(name, default, parse_storage, expected)


def parse_storage(address: str) -> dict[str, Any]:
    """Return an entry of STORAGES. Raises ValueError.

    After the bucket may come a prefix of all names. `?tls=0` is for a storage on this machine. Without a key, the
    library looks for one where that storage's own tools do, such as the role of the machine.
    """
    if address == "file:":
        return FOLDER
    parts = urlsplit(address)
    options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    tls, region = options.pop("tls", "1"), options.pop("region", "") or None
    bucket, _slash, prefix = parts.path.strip("/").partition("/")
    is_half = (parts.username is None) != (parts.password is None) or parts.username == "" or parts.password == ""
    if parts.scheme != "s3" or not parts.hostname or parts.port == 0 or options or tls not in ("0", "1"):
        raise ValueError(address)
    if is_half or parts.fragment or not BUCKET_NAME.fullmatch(bucket) or (prefix and not _is_prefix(prefix)):
        raise ValueError(address)
    place = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return {
        "BACKEND": BUCKET,
        "OPTIONS": {
            "access_key": unquote(parts.username) if parts.username else None,
            "secret_key": unquote(parts.password) if parts.password else None,
            "endpoint_url": f"{'https' if tls == '1' else 'http'}://{place}{f':{parts.port}' if parts.port else ''}",
            "region_name": region,
            "bucket_name": bucket,
            "location": prefix,
        },
    }


def _is_prefix(text: str) -> bool:
    return bool(PREFIX.fullmatch(text)) and not {".", ".."} & set(text.split("/"))


def read_url(name: str, default: str) -> str:
    """Return the start of the URLs of public images, with a slash at the end.

    It is `/media/` of the site itself, or that of another host, which fetches from `SITE_URL/media/` what it lacks.
    """

    def parse(text: str) -> str:
        parts = urlsplit(text)
        is_other_host = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        if text != default and (not is_other_host or parts.query or parts.fragment or parts.username is not None):
            raise ValueError(text)
        if re.search(r"[^!-~]|[;,'\"]", text):
            raise ValueError(text)  # It becomes a part of the content policy.
        return f"{text.rstrip('/')}/"

    expected = (
        "нужен адрес вида https://cdn.example.kz/media/ / must look like https://cdn.example.kz/media/, or be left out"
    )
    return env.read(name, default, parse, expected)


def origin(url: str) -> str:
    """Return scheme and host of a URL, which the content policy must allow; nothing for a path of the site itself."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}" if parts.netloc else ""
