"""Kernels are taken from folders and files that no other user of the machine can write to."""

import json
import logging
import os

import pytest

from engine import cache
from ravine.server.json_log import Lines


# What another user of the machine could have done to a folder, and what the log says of it.
def open_to_the_group(folder):
    folder.chmod(0o770)


def open_to_all(folder):
    folder.chmod(0o1777)


def given_away(folder):
    os.chown(folder, 65534, -1)


def linked_by_another(folder):
    folder.rename(folder.with_name("elsewhere"))
    folder.symlink_to("elsewhere")
    os.lchown(folder, 65534, -1)


EXPOSED = {
    open_to_the_group: "other users can write to it",
    open_to_all: "other users can write to it",
    given_away: "it belongs to another user",
    linked_by_another: "it is another user's symbolic link",
}
ROOT_ONLY = {given_away, linked_by_another}


@pytest.mark.parametrize("done", EXPOSED, ids=lambda done: done.__name__)
@pytest.mark.parametrize("variable", ["NUMBA_CACHE_DIR", "RAVINE_PREWARMED"])
def test_a_folder_that_another_user_can_write_to_is_refused_with_one_line(places, tmp_path, caplog, variable, done):
    if done in ROOT_ONLY and os.getuid():
        pytest.skip("only root can give a file away")
    chosen, home = tmp_path / "kernels", tmp_path / "home"
    chosen.mkdir()
    done(chosen)
    places(**{"HOME": home, variable: chosen})
    for _ in range(2):
        assert [source for source, _ in cache._sources()] == [home / ".cache" / "ravine"], "the next folder serves"
    (line,) = [record for record in caplog.records if record.levelno == logging.WARNING]
    told = {"event": "cache", "refused": str(chosen), "because": EXPOSED[done]}
    assert told.items() <= json.loads(Lines().format(line)).items()


def test_only_a_file_of_an_owner_s_that_nobody_else_can_write_is_read(tmp_path):
    """So nothing comes of it if another user puts his own folder in the place of ours, in a shared folder above."""
    kernel, ours, other = tmp_path / "kernel", {os.getuid()}, {os.getuid() + 1}
    kernel.write_bytes(b"code")
    assert cache._read(kernel, ours) == cache._read(kernel, ours | other) == b"code"
    (tmp_path / "link").symlink_to(kernel)
    os.mkfifo(tmp_path / "pipe", 0o600)
    for name, mode in ("group", 0o620), ("all", 0o602):
        (tmp_path / name).touch()
        (tmp_path / name).chmod(mode)
    for name, owners in ("kernel", other), ("link", ours), ("pipe", ours), ("group", ours), ("all", ours):
        with pytest.raises(OSError, match=r"another user|symbolic links"):
            cache._read(tmp_path / name, owners)


def test_a_service_s_folder_and_a_container_s_are_used(places, tmp_path):
    # systemd: the cache folder is a link to one that this user owns, beneath one of root's.
    (tmp_path / "private").mkdir()
    (tmp_path / "service").symlink_to("private")
    # A container: one that the app makes, below a folder for temporary files in which all may write.
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp").chmod(0o777)
    for chosen in tmp_path / "service", tmp_path / "tmp" / "kernels":
        places(NUMBA_CACHE_DIR=chosen)
        assert cache.folder() == chosen


@pytest.mark.skipif(bool(os.getuid()), reason="only root has folders that are root's")
def test_root_may_own_an_image_s_kernels_but_not_a_folder_that_is_written_to(places, tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "_own_users", lambda: {10001})
    monkeypatch.setattr(cache, "_candidates", lambda: [tmp_path])
    places(RAVINE_PREWARMED=tmp_path)
    assert cache._sources() == [(tmp_path, {10001, 0})]
