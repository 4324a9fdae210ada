"""Films decoded by ffmpeg, whose programs tests can do without: what plays, and how it looks."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pytest

needs_ffmpeg = pytest.mark.skipif(
    not (shutil.which("ffprobe") and shutil.which("ffmpeg")), reason="ffmpeg is not installed: it decodes the films"
)


@dataclass(frozen=True)
class Decoded:
    """A film that was decoded from start to end."""

    path: Path

    @cached_property
    def told(self) -> dict:
        """``{codec_name, width, height, nb_read_frames, duration}``, of the one stream that there is."""
        asked = "stream=codec_name,width,height,nb_read_frames:format=duration"
        command = ["ffprobe", "-v", "error", "-count_frames", "-show_entries", asked, "-of", "json", str(self.path)]
        answer = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        (stream,) = answer["streams"]
        return stream | answer["format"]

    @property
    def size(self) -> tuple[int, int]:
        return self.told["width"], self.told["height"]

    @cached_property
    def frames(self) -> np.ndarray:
        """All frames, their rows and their grey pixels."""
        command = ["ffmpeg", "-v", "error", "-i", str(self.path), "-fps_mode", "passthrough", "-pix_fmt", "gray"]
        raw = subprocess.run([*command, "-f", "rawvideo", "-"], check=True, capture_output=True).stdout
        width, height = self.size
        return np.frombuffer(raw, np.uint8).reshape(-1, height, width)

    @cached_property
    def times(self) -> list[float]:
        """Seconds at which frames are shown."""
        asked = ["-select_streams", "v", "-show_entries", "frame=pts_time", "-of", "csv=p=0"]
        command = ["ffprobe", "-v", "error", *asked, str(self.path)]
        answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return [float(line.rstrip(",")) for line in answer.split()]

    @cached_property
    def loops(self) -> bool:
        """Whether a GIF begins again at its end, for ever."""
        return b"NETSCAPE2.0\x03\x01\x00\x00\x00" in self.path.read_bytes()


def apart(one: np.ndarray, other: np.ndarray) -> float:
    """Share of pixels that are clearly different."""
    return float(np.mean(np.abs(one.astype(int) - other.astype(int)) > 32))
