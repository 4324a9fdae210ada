"""Order of waiting work: arrival, urgency, how much an owner has used, how many run."""

from hypothesis import given
from hypothesis import strategies as st

from engine.shares import GRAIN, HALF_LIFE, Shares


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def everything(shares: Shares) -> list:
    """All work in the order in which it is taken, each over at once."""
    order = []
    while taken := shares.take():
        order.append(taken[1])
        shares.done(taken[0], 0.0)
    return order


def test_among_owners_who_use_little_the_first_to_come_is_the_first_to_go_and_urgent_work_before():
    shares = Shares(each=9)
    for owner, work, urgent in (("a", 1, False), ("b", 2, False), ("a", 3, True), ("b", 4, True), ("a", 5, False)):
        shares.put(owner, work, urgent=urgent)
    assert [work for _, work in shares.waiting()] == [3, 4, 1, 2, 5]
    assert everything(shares) == [3, 4, 1, 2, 5]


def test_whose_work_takes_long_waits_behind_the_others_and_is_forgiven():
    clock = Clock()
    shares = Shares(each=9, clock=clock)
    shares.done("a", 0.0)
    shares.put("heavy", 0)
    shares.take()
    shares.done("heavy", 8 * GRAIN)
    for number in range(3):
        shares.put("heavy", f"heavy {number}", urgent=True)
        shares.put("light", f"light {number}")
    assert everything(shares) == [*(f"light {n}" for n in range(3)), *(f"heavy {n}" for n in range(3))]
    clock.now = 4 * HALF_LIFE
    shares.put("heavy", "first")
    shares.put("light", "second")
    assert everything(shares) == ["first", "second"]


def test_one_owner_never_has_more_running_than_its_share():
    shares = Shares(each=2)
    for number in range(4):
        shares.put("many", number)
    shares.put("one", "other")
    taken = [shares.take() for _ in range(3)]
    assert taken == [("many", 0), ("many", 1), ("one", "other")]
    assert shares.take() is None
    assert not shares.any()
    shares.done("many", 0.0)
    assert shares.any()
    assert shares.take() == ("many", 2)


def test_what_is_not_wanted_any_more_is_taken_out():
    shares = Shares(each=1)
    for number in range(5):
        shares.put("ab"[number % 2], number, urgent=number == 2)
    assert sorted(shares.drop(lambda number: number in (0, 2, 3))) == [0, 2, 3]
    assert len(shares) == 2
    assert [work for _, work in shares.waiting()] == [1, 4]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans(), st.floats(0, 3)), max_size=30))
def test_nothing_is_lost_and_nothing_comes_twice(entries):
    shares = Shares(each=1)
    for number, (owner, urgent, _) in enumerate(entries):
        shares.put(owner, number, urgent=urgent)
    order = []
    while taken := shares.take():
        owner, number = taken
        order.append(number)
        shares.done(owner, entries[number][2])
    assert sorted(order) == list(range(len(entries)))
