"""Queue of heavy jobs: number at once, order, one for each visitor, cancelling."""

import contextlib
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


def test_a_new_job_replaces_the_owner_s_waiting_and_running_ones():
    queue, gate, other = Queue(2), Gate(), Gate()
    running = queue.submit("anna", gate)
    beside = queue.submit("ben", other)
    assert gate.begun.wait(PATIENCE)
    assert other.begun.wait(PATIENCE)
    stale = queue.submit("anna", lambda job: 1)
    newest = queue.submit("anna", lambda job: 2)
    for job in (running, stale):
        with pytest.raises(CancelledError):
            job.result(PATIENCE)
        assert job.cancelled
    other.open.set()
    assert (newest.result(PATIENCE), beside.result(PATIENCE)) == (2, "through")


def test_one_address_does_not_take_all_slots():
    queue, gates, other = Queue(3, each=2), [Gate() for _ in range(3)], Gate()
    for number, gate in enumerate(gates):
        queue.submit(f"pupil {number}", gate, address="school")
    queue.submit("ben", other, address="home")
    assert other.begun.wait(PATIENCE), "work of one address is everywhere"
    assert not gates[2].begun.is_set()
    for gate in (*gates, other):
        gate.open.set()


def test_an_address_that_has_used_much_comes_after_one_that_has_not():
    queue, gate, order = Queue(1), Gate(), []
    first = queue.submit("a", gate, address="much")
    assert gate.begun.wait(PATIENCE)
    queue._waiting.done("much", 10.0)
    queue._waiting._running["much"] += 1  # it goes on
    jobs = [
        queue.submit(f"{address} {n}", lambda job, address=address: order.append(address), address=address)
        for address, n in (("much", 1), ("much", 2), ("little", 1))
    ]
    assert [job.position for job in jobs] == [1, 2, 0]
    gate.open.set()
    for job in (first, *jobs):
        job.result(PATIENCE)
    assert order == ["little", "much", "much"]


def test_the_engine_s_loops_stop_in_the_middle_of_a_cancelled_job():
    from experiments import Scenario, race

    queue, begun = Queue(1), threading.Event()
    scenario = Scenario("logistic_regression", {"size": 4096}, {"gd": {}, "adam": {}}, steps=10_000)

    def work(job):
        begun.set()
        return race.run(scenario)

    job = queue.submit("anna", work)
    assert begun.wait(PATIENCE)
    job.cancel()
    with pytest.raises(CancelledError):
        job.result(PATIENCE)


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
            try:
                job.report(0.5)
            finally:
                with lock:
                    at_once.remove(owner)

        return run

    jobs = [queue.submit(owner, work(owner)) for owner in owners]
    for job in jobs:
        with contextlib.suppress(CancelledError):
            job.result(PATIENCE)
    assert most[0] <= slots
    assert not jobs[-1].cancelled, "the newest wish of all is done"
