"""Names of the runs of a race: an optimizer's key, with a suffix for a twin or an average."""

# Suffix of the full-batch twin of a run on batches.
TWIN = "@full"
# Suffix of the averaged weights that an optimizer returns.
ANSWER = "@answer"


def racer(name: str) -> str:
    """Key of the optimizer whose run, twin or average has this name."""
    return name.removesuffix(ANSWER).removesuffix(TWIN)
