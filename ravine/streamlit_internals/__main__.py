"""Print every patch, and of each of its targets how it is declared here and how it is installed."""

from ravine.streamlit_internals import PATCHES
from ravine.streamlit_internals.patch import Target, digest, installed, parameters


def _installed(target: Target) -> str:
    try:
        found = installed(target.address)
        return f'Target("{target.address}", "{parameters(found)}", "{digest(found)}")'
    except Exception as error:  # whatever importing a module that has changed may raise
        return f"{target.address}: {type(error).__name__}"


def main() -> None:
    for patch in PATCHES.values():
        print(f"{patch.name} ({patch.purpose}): {patch.difference() or 'can be applied'}")
        print(*(f"    {line}" for line in (patch.reason, patch.gain, patch.issue) if line), sep="\n")
        for target in (*patch.replaces, *patch.uses):
            print(f"    {'  ' if not target.difference() else '! '}{_installed(target)}")


if __name__ == "__main__":
    main()
