"""Recordings and videos by their bytes: MP3, OGG, WAV, MP4 and M4A, WebM."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from newsroom.body.intake.refusals import refusal


class Recording(NamedTuple):
    """What is in a file."""

    extension: str
    has_video: bool = False


FOREIGN_BRANDS = ((b"qt  ", "MOV"), (b"AVI ", "AVI"), (b"3gp4", "3GP"), (b"3gp5", "3GP"))
"""Types in the containers of MP4 and WAV that not every browser plays."""

_OGG_CODECS = (b"\x01vorbis", b"OpusHead")
_OGG_CODEC_AT = 28
_HANDLER = re.compile(rb"hdlr.{8}(vide|soun)", re.DOTALL)
_WEBM_TYPE = re.compile(rb"\x42\x82.(webm|matroska)", re.DOTALL)
_WEBM_CODECS = re.compile(rb"V_VP8|V_VP9|V_AV1|A_OPUS|A_VORBIS")
_ZEROS = re.compile(rb"\x00*")
_UNKNOWN_SIZES = (0, 0xFFFFFFFF)
_START = 65536
# MPEG-1 and MPEG-2 Layer III: kbit/s by index, and Hz by index.
_BIT_RATES = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def extension(data: bytes) -> Recording | None:
    """Return what is in these bytes, or None for anything else. Raises ValidationError for a broken recording."""
    for mark, offset, read in _CONTAINERS:
        if data[offset : offset + len(mark)] == mark:
            return read(data)
    return Recording("mp3") if _is_mpeg_audio(data, 0) else None


def _mp3(data: bytes) -> Recording:
    """Skip the tag at the beginning, and its padding."""
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 0x7F
    padding = _ZEROS.match(data, 10 + size)
    if padding is None or not _is_mpeg_audio(data, padding.end()):
        raise refusal("broken")
    return Recording("mp3")


def _is_mpeg_audio(data: bytes, start: int) -> bool:
    """Return whether three frames of Layer III follow each other here, or fewer to the end."""
    for _number in range(3):
        length = _frame_length(data[start : start + 4])
        if not length:
            return False
        start += length
        if start >= len(data):
            break
    return True


def _frame_length(header: bytes) -> int:
    """Return the length in bytes of the frame with this header, or 0 if it is none."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return 0
    version, bit_rate, sample_rate = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or bit_rate in (0, 15) or sample_rate == 3:
        return 0
    factor = 144 if version == 3 else 72
    rates = _BIT_RATES[3 if version == 3 else 2]
    return factor * 1000 * rates[bit_rate] // _SAMPLE_RATES[version][sample_rate] + (header[2] >> 1 & 1)


def _ogg(data: bytes) -> Recording:
    if not data.startswith(_OGG_CODECS, _OGG_CODEC_AT):
        raise refusal("format", format="OGG (Theora, Speex, FLAC)")
    return Recording("ogg")


def _wav(data: bytes) -> Recording:
    size = int.from_bytes(data[4:8], "little")
    is_cut = size not in _UNKNOWN_SIZES and size > len(data) - 8
    if is_cut or b"fmt " not in data[:_START] or b"data" not in data[:_START]:
        raise refusal("broken")
    return Recording("wav")


def _mp4(data: bytes) -> Recording:
    boxes = dict(_boxes(data))
    handlers = set(_HANDLER.findall(boxes.get(b"moov", b"")))
    if not handlers:
        raise refusal("broken")
    return Recording("mp4", has_video=True) if b"vide" in handlers else Recording("m4a")


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and content of the boxes, which must fill the file."""
    start = 0
    while start < len(data):
        size, name, head = int.from_bytes(data[start : start + 4]), data[start + 4 : start + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[start + 8 : start + 16]), 16
        size = size or len(data) - start
        if size < head or start + size > len(data):
            raise refusal("broken")
        yield name, data[start + head : start + size]
        start += size


def _webm(data: bytes) -> Recording:
    kind = _WEBM_TYPE.search(data, 0, 64)
    if kind is not None and kind[1] == b"matroska":
        raise refusal("format", format="MKV")
    codecs = _WEBM_CODECS.findall(data, 0, _START)
    if kind is None or not codecs:
        raise refusal("broken")
    return Recording("webm", has_video=any(codec.startswith(b"V") for codec in codecs))


_CONTAINERS: tuple[tuple[bytes, int, Callable[[bytes], Recording]], ...] = (
    (b"ID3", 0, _mp3),
    (b"OggS\x00", 0, _ogg),
    (b"WAVE", 8, _wav),
    (b"ftyp", 4, _mp4),
    (b"\x1aE\xdf\xa3", 0, _webm),
)
