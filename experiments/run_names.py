"""Names of the runs of a race: an optimizer's key, alone or ended by what is beside its own run."""

# An optimizer that also races on all samples.
TWIN = "@full"
# The average with which an optimizer answers.
ANSWER = "@answer"


def racer(name: str) -> str:
    """The optimizer whose run, answer or run on all samples is drawn under ``name``."""
    return name.removesuffix(ANSWER).removesuffix(TWIN)
