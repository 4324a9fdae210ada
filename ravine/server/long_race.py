"""Answer for a race that takes long: what it would take, or the place in the queue, the progress and then the payload.

The answer (202, ``application/x-ndjson``) is lines of JSON. All but the last have ``text``, a sentence in the visitor's
language, ``words``, the texts of the card's buttons, and the race's own ``query`` and ``lang``:

* ``{"ask": true, "seconds": 38.2, "steps": 1000}``: the only line. Nothing is run before the visitor asks for it again
  with ``patient``. That many ``steps`` take :data:`OFFERED` at most; absent if not even one does.
* ``{"share": 0.42, "ahead": null}``: every half a second: what is done of the work, 0 to 1, and while it waits the
  number of jobs before it.
* ``{"bytes": 123456}``: the last line; so many bytes of payload follow.

A client that hangs up stops the work.
"""

import asyncio
import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import uuid4

from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

import engine
from engine import jobs
from engine.jobs import Busy, Job
from experiments.cost import rounded
from experiments.permalink import encode
from experiments.scenario import Scenario
from experiments.view import View
from ravine.server.answers import HEADERS, Full, hung_up, on_its_way, send_body
from ravine.stage.payload import cost
from ravine.words import Words

# Seconds of this processor. What takes longer than the first is run when the visitor has said so; what is offered in
# its place takes no more than the second.
UNASKED, OFFERED = 5.0, 2.0
PACE_KNOWN = 0.05  # share of the work after which its pace is known
EVERY = 0.5  # seconds between two lines of progress
LINES = "application/x-ndjson"


@dataclass(frozen=True)
class Plan:
    """A race that takes long.

    Attributes:
        seconds: what it takes, of this processor.
        offer: the most steps that take :data:`OFFERED`, and the seconds that they take; None if not even one does.
        run: makes the payload.
        kept: what must not be given up before.
    """

    scenario: Scenario
    view: View
    words: Words
    seconds: float
    offer: tuple[int, float] | None
    run: Callable[[], bytes]
    kept: Any


def plan(scenario: Scenario, view: View, words: Words, run: Callable[[], bytes], kept: Any = None) -> Plan | None:
    """How the race is to be run; None if it is to be run at once."""
    seconds = cost.seconds(scenario, view)
    if seconds <= cost.AT_ONCE:
        return None
    steps = cost.most_steps(scenario, view, OFFERED) if seconds > UNASKED else 0
    offer = (steps, cost.seconds(replace(scenario, steps=steps), view)) if steps else None
    return Plan(scenario, view, words, seconds, offer, run, kept)


class LongRace(Response):
    """The answer for those who ask for the race of ``plan``; ``patient``: whatever it takes."""

    def __init__(self, plan: Plan, address: str, patient: bool) -> None:
        super().__init__(status_code=202, media_type=LINES, headers={**HEADERS, "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self.plan, self.address, self.patient = plan, address, patient
        self._began: float | None = None  # when the work began

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.plan.seconds > UNASKED and not self.patient:
            await self._begin(send)
            await self._line(send, self._question(), last=True)
            return
        try:
            job = jobs.submit(uuid4().hex, self._work, self.address)
        except Busy:
            refusal = {"text": self.plan.words("long-full"), **self._common}
            await JSONResponse(refusal, 429, {**HEADERS, "Retry-After": "5"})(scope, receive, send)
            return
        gone = asyncio.ensure_future(hung_up(receive))
        try:
            await self._follow(job, gone, send)
        finally:
            gone.cancel()
            job.cancel()

    async def _follow(self, job: Job, gone: asyncio.Future, send: Send) -> None:
        done = asyncio.Event()
        loop = asyncio.get_running_loop()
        job.when_done(lambda: loop.call_soon_threadsafe(done.set))
        ending = asyncio.ensure_future(done.wait())
        await self._begin(send)
        try:
            while not ending.done():
                await self._line(send, self._progress(job))
                await asyncio.wait((ending, gone), timeout=EVERY, return_when=asyncio.FIRST_COMPLETED)
                if gone.done():
                    raise ClientDisconnect
        finally:
            ending.cancel()
        payload = job.result()
        try:
            with on_its_way(self.address, len(payload)):
                await self._line(send, {"bytes": len(payload)})
                await send_body(send, payload)
        except Full:
            # Cut off, so that it is asked for again; the runs are kept meanwhile.
            await send({"type": "http.response.body"})

    async def _begin(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})

    async def _line(self, send: Send, content: dict[str, Any], *, last: bool = False) -> None:
        line = json.dumps(content, ensure_ascii=False).encode() + b"\n"
        await send({"type": "http.response.body", "body": line, "more_body": not last})

    def _work(self, job: Job) -> bytes:
        self._began = time.monotonic()
        began = time.thread_time()

        def look() -> None:
            # Only what it was to take is known; where that was too little, the end must not seem to be there.
            share = (time.thread_time() - began) / self.plan.seconds
            job.report(share if share < 0.9 else 1.0 - 0.1 * math.exp(-(share - 0.9) * 10))

        with engine.watched(look):
            return self.plan.run()

    def _question(self) -> dict[str, Any]:
        scenario, words, offer = self.plan.scenario, self.plan.words, self.plan.offer
        batch = scenario.batch if scenario.batches() is not None else 0
        text = words(
            "long-ask" if batch else "long-ask-full",
            steps=scenario.steps,
            racers=len(scenario.optimizers),
            batch=batch,
            seconds=rounded(self.plan.seconds),
        )
        line: dict[str, Any] = {"text": text}
        if offer:
            steps, seconds = offer
            line = {"text": f"{text} {words('long-fits', steps=steps, seconds=rounded(seconds))}", "steps": steps}
        return {**line, "ask": True, "seconds": self.plan.seconds, **self._common}

    def _progress(self, job: Job) -> dict[str, Any]:
        words, ahead = self.plan.words, job.position
        if ahead is None:
            text = words("long-running", seconds=rounded(self._left(job.progress)))
        else:
            text = words("long-waiting", count=ahead)
        return {"text": text, "share": job.progress, "ahead": ahead, **self._common}

    def _left(self, share: float) -> float:
        """Seconds until the end, at the pace so far once there is one: others may need the processor too."""
        if share < PACE_KNOWN or self._began is None:
            return self.plan.seconds * (1.0 - share)
        return (time.monotonic() - self._began) * (1.0 / share - 1.0)

    @cached_property
    def _common(self) -> dict[str, Any]:
        words, (steps, _) = self.plan.words, self.plan.offer or (0, 0.0)
        buttons = {"run": words("long-run"), "cancel": words("long-cancel"), "steps": words("long-steps", steps=steps)}
        return {"words": buttons, "query": encode(self.plan.scenario, self.plan.view), "lang": words.language}
