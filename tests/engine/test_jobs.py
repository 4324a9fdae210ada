"""Queue of heavy jobs: number at once, order, one for each visitor, cancelling."""

import threading
from concurrent.futures import CancelledError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.jobs import Busy, Queue

PATIENCE = 20


class Gate:
    """Work that signals its start and waits for permission to end."""

    def __init__(self) -> None:
        self.begun, self.open = threading.Event(), threading.Event()

    def __call__(self, job):
        self.begun.set()
        while not self.open.wait(0.005):
            job.report(0.5)
        return "through"


def test_a_job_s_result_progress_and_end():
    job = Queue(1).submit("anna", lambda job: [job.report(0.25), job.progress][1])
    assert job.result(PATIENCE) == 0.25
    assert (job.progress, job.done, job.position, job.cancelled) == (1.0, True, None, False)


def test_a_waiting_job_knows_its_position_and_moves_up():
    queue, gates = Queue(1), [Gate() for _ in range(3)]
    jobs = [queue.submit(name, gate) for name, gate in zip("abc", gates, strict=True)]
    assert gates[0].begun.wait(PATIENCE)
    assert [job.position for job in jobs] == [None, 0, 1]
    assert jobs[0].running
    gates[0].open.set()
    assert gates[1].begun.wait(PATIENCE)
    assert [job.position for job in jobs] == [None, None, 0]
    for gate in gates:
        gate.open.set()
    assert [job.result(PATIENCE) for job in jobs] == ["through"] * 3


def test_one_visitor_has_one_job_at_a_time_even_with_slots_free():
    queue, first, second, other = Queue(3), Gate(), Gate(), Gate()
    queue.submit("anna", first)
    waiting = queue.submit("anna", second)
    queue.submit("ben", other)
    assert first.begun.wait(PATIENCE)
    assert other.begun.wait(PATIENCE), "an owner who waits for her own job must not block others"
    assert not second.begun.is_set()
    assert waiting.position == 0
    for gate in (first, second, other):
        gate.open.set()
    assert waiting.result(PATIENCE) == "through"


def test_a_new_job_replaces_the_owner_s_waiting_one():
    queue, gate = Queue(1), Gate()
    running = queue.submit("anna", gate)
    stale = queue.submit("anna", lambda job: 1)
    newest = queue.submit("anna", lambda job: 2)
    assert stale.cancelled
    with pytest.raises(CancelledError):
        stale.result(PATIENCE)
    gate.open.set()
    assert (running.result(PATIENCE), newest.result(PATIENCE)) == ("through", 2)


def test_cancelling_stops_a_running_job_and_frees_its_slot():
    queue, gate = Queue(1), Gate()
    job, after = queue.submit("anna", gate), queue.submit("ben", lambda job: "next")
    assert gate.begun.wait(PATIENCE)
    job.cancel()
    assert after.result(PATIENCE) == "next"
    with pytest.raises(CancelledError):
        job.result(PATIENCE)
    assert job.cancelled


def test_a_failed_job_raises_for_its_caller_and_blocks_no_other():
    queue = Queue(1)
    bad, good = queue.submit("anna", lambda job: 1 / 0), queue.submit("ben", lambda job: "fine")
    with pytest.raises(ZeroDivisionError):
        bad.result(PATIENCE)
    assert good.result(PATIENCE) == "fine"


def test_a_full_queue_refuses_new_jobs_and_keeps_the_others():
    queue, gate = Queue(1, most_waiting=1), Gate()
    queue.submit("anna", gate)
    kept = queue.submit("ben", lambda job: "kept")
    with pytest.raises(Busy):
        queue.submit("carl", lambda job: None)
    again = queue.submit("ben", lambda job: "newer")  # replaces ben's waiting job
    gate.open.set()
    assert again.result(PATIENCE) == "newer"
    assert kept.cancelled


@settings(max_examples=25)
@given(slots=st.integers(1, 3), owners=st.lists(st.sampled_from("abcde"), min_size=1, max_size=20))
def test_never_more_at_once_than_allowed_and_all_end(slots, owners):
    queue, lock = Queue(slots), threading.Lock()
    at_once, most = [], [0]

    def work(owner):
        def run(job):
            with lock:
                at_once.append(owner)
                most[0] = max(most[0], len(at_once))
                assert len(set(at_once)) == len(at_once), "two of one visitor"
            job.report(0.5)
            with lock:
                at_once.remove(owner)

        return run

    jobs = [queue.submit(owner, work(owner)) for owner in owners]
    for job in jobs:
        if not job.cancelled:
            job.result(PATIENCE)
    assert most[0] <= slots
    assert not jobs[-1].cancelled, "the newest wish of all is done"
