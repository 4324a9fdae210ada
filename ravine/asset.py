"""A file that browsers keep: the address of its folder holds the hash of the files."""

from dataclasses import dataclass

KEPT = "public, max-age=31536000, immutable"  # Cache-Control of such a file


@dataclass(frozen=True)
class Asset:
    """A file's content and its media type."""

    body: bytes
    media_type: str
