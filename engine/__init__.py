"""Runs on compiled kernels: surfaces and update rules as their files state them, at about the speed of C."""

from engine.drivers import BIG
from engine.pool import submit
from engine.runs import Trace, grid, hessians, trace
from engine.warmup import warm, warm_up

__all__ = ["BIG", "Trace", "grid", "hessians", "submit", "trace", "warm", "warm_up"]
