"""An optimizer debugger: lay any optimizer beside a reference, and say where it departs and what it looks like."""

from experiments.following.compare import Departure
from experiments.following.follow import assert_follows, follow
from experiments.following.problem import FollowError
from experiments.following.report import Report

__all__ = ["Departure", "FollowError", "Report", "assert_follows", "follow"]
