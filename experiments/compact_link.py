"""Write a long link as one short parameter, and read it again: deflate with a dictionary, a checksum, base64url.

The first character is a mark of the dictionary. A dictionary never changes: the links that were made with it stand in
books and mails. A better one gets the next mark.
"""

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cache
from pathlib import Path

KEY = "z"
MARK = "1"
# Bytes of the text: more than a legal link has, little enough for any visitor's request.
LONGEST = 26_000
CHECK = 4  # bytes of the checksum
ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


class Unreadable(ValueError):
    """No compact text, or one that was changed on its way."""


@cache
def _dictionary(mark: str) -> bytes:
    return Path(__file__).with_name(f"compact_link_{mark}.txt").read_bytes()


def pack(query: str) -> str:
    """``query`` as a compact text; another machine's zlib may write another text for it, which reads the same."""
    data = query.encode()
    press = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=_dictionary(MARK))
    body = press.compress(data) + press.flush()
    return MARK + urlsafe_b64encode(_checksum(data) + body).decode().rstrip("=")


def unpack(text: str) -> str:
    """The query string of a compact text, never longer than :data:`LONGEST`.

    Raises:
        Unreadable: the text is none, is damaged, or was made by a newer version.
    """
    # Padding and what else was glued to its end is not in the alphabet; what was put into its middle is not either.
    letters = "".join(filter(ALPHABET.__contains__, text))
    mark, body = letters[:1], letters[1:]
    if mark != MARK:
        raise Unreadable(text[:1])
    try:
        packed = urlsafe_b64decode(body + "=" * (-len(body) % 4))
        press = zlib.decompressobj(-15, zdict=_dictionary(mark))
        # One byte more than is allowed: a text that would be larger is never made.
        data = press.decompress(packed[CHECK:], LONGEST + 1)
        query = data.decode()
    except (ValueError, zlib.error) as error:
        raise Unreadable(str(error)) from error
    if not press.eof or press.unused_data or len(data) > LONGEST or packed[:CHECK] != _checksum(data):
        raise Unreadable("cut off, too long or changed")
    return query


def _checksum(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(CHECK)
