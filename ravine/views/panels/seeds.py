"""The panel under the stage that runs one setting with many seeds, beside the page."""

from dataclasses import replace
from uuid import uuid4

import streamlit as st

from engine.jobs import Busy, Job, submit
from experiments.scenario import Scenario
from experiments.seeds import Many, many
from ravine.session import state
from ravine.words import Words

COUNTS = (100, 200, 500, 1000)
EVERY = 0.5  # seconds between two looks at the progress


def seeds_panel(words: Words) -> None:
    """Draw the panel; nothing where no random number decides the race."""
    if not _random():
        return
    with st.expander(words("many"), expanded="many.job" in st.session_state or found() is not None, key="many"):
        st.caption(words("many-help"))
        job: Job | None = st.session_state.get("many.job")
        if job:
            _watch(words)
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            count = st.segmented_control(
                words("many-count"), COUNTS, default=COUNTS[0], key="many.count", required=True, width="content"
            )
            st.button(words("many-run"), key="many.run", type="primary", on_click=_start, args=(count or COUNTS[0],))
        results = found()
        if results:
            _table(results, words)
        elif "many.results" in st.session_state:
            st.info(words("many-stale"))
        for said in ("cancelled", "busy"):
            if st.session_state.get(f"many.{said}"):
                st.info(words(f"many-{said}"))


def found() -> dict[str, Many] | None:
    """Results for what is shown now; None when there are none, or they are of another setting."""
    results: tuple[Scenario, dict[str, Many]] | None = st.session_state.get("many.results")
    return results[1] if results and results[0] == _setting() else None


def _setting() -> Scenario:
    """The scenario, whatever its own seed."""
    return replace(state.scenario(), seed=0)


def _random() -> bool:
    """Whether a random number decides the race that is shown."""
    scenario = state.scenario()
    return bool(scenario.optimizers) and (scenario.batches() is not None or bool(scenario.gradient_noise))


def _start(count: int) -> None:
    if not _random():
        return
    scenario = _setting()
    for left in ("many.results", "many.cancelled", "many.busy"):
        st.session_state.pop(left, None)
    st.session_state["many.of"] = scenario
    owner = st.session_state.setdefault("many.owner", uuid4().hex)
    try:
        job = submit(owner, lambda job: many(scenario, range(count), job.report))
    except Busy:
        st.session_state["many.busy"] = True
        return
    st.session_state["many.job"] = job


def _cancel() -> None:
    job: Job | None = st.session_state.pop("many.job", None)
    if job is not None:
        job.cancel()
        st.session_state["many.cancelled"] = True


@st.fragment(run_every=EVERY)
def _watch(words: Words) -> None:
    """The progress; a fragment, so that looking at it reruns nothing else."""
    job: Job | None = st.session_state.get("many.job")
    if job is None:
        # Called off: only this fragment has heard of it.
        st.rerun()
    if st.session_state["many.of"] != _setting():
        # Nobody wants these any more.
        job.cancel()
        del st.session_state["many.job"]
        st.session_state["many.results"] = (st.session_state["many.of"], {})
        st.rerun()
    if job.done:
        del st.session_state["many.job"]
        st.session_state["many.results"] = (st.session_state["many.of"], job.result())
        st.rerun()
    ahead = job.position
    running = words("many-running", share=f"{job.progress:.0%}")
    st.progress(job.progress, running if ahead is None else words("many-waiting", count=ahead + 1))
    st.button(words("many-cancel"), key="many.cancel", on_click=_cancel)


def _table(results: dict[str, Many], words: Words) -> None:
    first = next(iter(results.values()))
    st.caption(words("many-shown", count=len(first.ends)))
    heads = ["optimizer", "left", "median", "span", "diverged"]
    rows = ["| " + " | ".join(words(f"many-{head}") for head in heads) + " |", "|:--|--:|--:|--:|--:|"]
    for key, one in results.items():
        low, _, middle, _, high = (f"{value:.4g}" for value in one.band[:, -1])
        left = "–" if one.left is None else f"{one.left:.1%}"
        diverged = f"{one.verdicts.get('diverged', 0) / len(one.ends):.1%}"
        rows.append(f"| {words.optimizer(key)} | {left} | {middle} | {low} – {high} | {diverged} |")
    with st.container(key="many-table"):
        st.markdown("\n".join(rows))
    if first.left is None:
        st.caption(words("many-no-home"))
