"""The panel under the stage that runs one setting with many seeds, beside the page."""

import time
from collections.abc import Callable

import streamlit as st

import engine
from engine.jobs import Busy, Job, submit
from experiments import cost
from experiments.scenario import Scenario
from experiments.seeds import Many, Results, many
from experiments.shares import Share
from ravine.session.actions import while_here
from ravine.session.session import SeedsRun, Session, current, setting_of
from ravine.streamlit_internals.visitor import address, presence
from ravine.words import Words, racer_names

COUNTS = (100, 200, 500, 1000)
TOLD = 5.0  # seconds from which the visitor is told how long it takes
EVERY = 0.5  # seconds between two looks at the progress
REST = 0.05  # seconds between two looks at whether a closed page is back


def seeds_panel(session: Session, words: Words) -> None:
    """Draw the panel; nothing where no random number decides the race."""
    if not _random(session.scenario):
        return
    seeds = session.seeds
    results = seeds.shown(session.scenario)
    with st.expander(words("many"), expanded=seeds.job is not None or results is not None, key="many"):
        st.caption(words("many-help"))
        if seeds.job:
            _watch(session, words)
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            count = st.segmented_control(
                words("many-count"), COUNTS, default=COUNTS[0], key="many.count", required=True, width="content"
            )
            start = while_here(start_seeds)
            st.button(words("many-run"), key="many.run", type="primary", on_click=start, args=(count or COUNTS[0],))
        seconds = (count or COUNTS[0]) * cost.running(session.scenario)
        if seconds >= TOLD:
            st.caption(words("many-cost", seconds=cost.rounded(seconds)))
        if results:
            _table(results, session.scenario, words)
        elif seeds.results is not None:
            st.info(words("many-stale"))
        if seeds.outcome:
            st.info(words(f"many-{seeds.outcome}"))


def _random(scenario: Scenario) -> bool:
    """Whether a random number decides the race."""
    return bool(scenario.optimizers) and (scenario.batches() is not None or bool(scenario.gradient_noise))


def start_seeds(count: int) -> None:
    """Run the race that is shown with ``count`` seeds, beside the page."""
    session = current()
    if not _random(session.scenario):
        return
    setting = setting_of(session.scenario)
    seeds = session.seeds = SeedsRun(session.seeds.owner, setting)
    try:
        seeds.job = submit(seeds.owner, while_open(lambda job: many(setting, range(count), job.report)), address())
    except Busy:
        seeds.outcome = "busy"


def while_open(work: Callable[[Job], dict[str, Many]]) -> Callable[[Job], dict[str, Many]]:
    """``work`` that rests while the visitor's page is closed, and is cancelled when it does not come back."""
    visitor = presence()

    def watched_work(job: Job) -> dict[str, Many]:
        def look() -> None:
            while visitor.away:
                if visitor.left:
                    job.cancel()
                job.check()
                if not job.progress:
                    return  # before the first seed is done, others may wait for the picture of the surface too
                time.sleep(REST)

        with engine.watched(look):
            return work(job)

    return watched_work


def cancel_seeds() -> None:
    """Call off the run with many seeds, if there is one."""
    seeds = current().seeds
    if seeds.job is not None:
        seeds.job.cancel()
        seeds.job, seeds.outcome = None, "cancelled"


@st.fragment(run_every=EVERY)
def _watch(session: Session, words: Words) -> None:
    """The progress; a fragment, so that looking at it reruns nothing else."""
    seeds = session.seeds
    job = seeds.job
    if job is None:
        # Called off: only this fragment has been run since.
        st.rerun()
    if seeds.setting != setting_of(session.scenario):
        # Another race is shown: these results are not needed any more.
        job.cancel()
        seeds.job, seeds.results = None, Results({})
        st.rerun()
    if job.cancelled:
        # The page was closed for a while.
        seeds.job, seeds.outcome = None, "cancelled"
        st.rerun()
    if job.done:
        seeds.job, seeds.results = None, Results(job.result())
        st.rerun()
    ahead = job.position
    running = words("many-running", share=f"{job.progress:.0%}")
    st.progress(job.progress, running if ahead is None else words("many-waiting", count=ahead + 1))
    st.button(words("many-cancel"), key="many.cancel", on_click=cancel_seeds)


def _table(results: Results, scenario: Scenario, words: Words) -> None:
    first = next(iter(results.values()))
    st.caption(words("many-shown", count=len(first.ends)))
    heads = ["optimizer", "left", "median", "span", "diverged"]
    rows = ["| " + " | ".join(words(f"many-{head}") for head in heads) + " |", "|:--|--:|--:|--:|--:|"]
    names = racer_names(scenario, words)
    for key, seeds in results.items():
        low, _, middle, _, high = (f"{value:.4g}" for value in seeds.band[:, -1])
        left = "–" if seeds.left is None else _share(seeds.left)
        diverged = _share(Share(seeds.verdicts.get("diverged", 0), len(seeds.ends)))
        rows.append(f"| {names[key]} | {left} | {middle} | {low} – {high} | {diverged} |")
    with st.container(key="many-table"):
        st.markdown("\n".join(rows))
    if first.left is None:
        st.caption(words("many-no-home"))


def _share(share: Share) -> str:
    """The share and, in brackets, the interval in which the true one lies."""
    low, high = share.interval
    return f"{float(share):.1%} ({100 * low:.1f}–{high:.1%})"
