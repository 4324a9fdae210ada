"""Write the keys and values of a link as its query string, short ones plainly, long ones as one compact parameter."""

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote

from experiments import compact_link
from experiments.link_pairs import FOREIGN

# Characters up to which a link stays as it is: any program, server and mail passes on as many.
ORDINARY = 2_000


def query_of(texts: Mapping[str, str]) -> str:
    """A query string that a person can still read."""
    return "&".join(_quoted(pair) for pair in texts.items())


def shortened(texts: Mapping[str, str]) -> dict[str, str]:
    """``texts`` themselves, or where their link would be long, the page's keys and all others in a compact one."""
    if len(query_of(texts)) <= ORDINARY:
        return dict(texts)
    return compacted(texts)


def compacted(texts: Mapping[str, str]) -> dict[str, str]:
    """``texts`` with all keys but the page's in a compact one."""
    page = {key: text for key, text in texts.items() if key in FOREIGN}
    race = {key: text for key, text in texts.items() if key not in FOREIGN}
    return page | {compact_link.KEY: compact_link.pack(query_of(race))}


# All but one of a link's sixty pairs usually equal those of the previous link.
@lru_cache(maxsize=1024)
def _quoted(pair: tuple[str, str]) -> str:
    key, value = pair
    return f"{quote(key, safe='.')}={quote(value, safe=',.-+')}"
