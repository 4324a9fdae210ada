"""A parametrised check as one test: hundreds of quick cases without the cost of a test each."""

from collections.abc import Callable, Iterable
from itertools import product


def in_one_test(**cases: Iterable) -> Callable:
    """Like ``pytest.mark.parametrize`` for every combination of ``cases``; the failure names each case that fails."""

    def decorate(check: Callable) -> Callable:
        def test() -> None:
            failures = []
            for case in product(*cases.values()):
                try:
                    check(**dict(zip(cases, case, strict=True)))
                except Exception as error:
                    names = ", ".join(str(getattr(value, "key", value)) for value in case)
                    failures.append(f"{names}: {type(error).__name__}: {error}")
            assert not failures, "\n".join([f"{len(failures)} cases fail", *failures])

        test.__name__, test.__qualname__, test.__doc__ = check.__name__, check.__qualname__, check.__doc__
        test.__module__ = check.__module__
        return test

    return decorate
