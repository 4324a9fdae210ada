"""Run the programs of a folder, each in a namespace of its own: ``python run_programs.py FOLDER``.

Writes to FOLDER/losses.json the losses of each, and what it printed; runs in an environment without anything of ours.
"""

import contextlib
import io
import json
import runpy
import sys
from pathlib import Path


def main(folder):
    found = {}
    for path in sorted(Path(folder).glob("*.py")):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            scope = runpy.run_path(str(path), run_name="__main__")
        found[path.stem] = {"losses": [float(loss) for loss in scope["losses"]], "printed": printed.getvalue()}
    Path(folder, "losses.json").write_text(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
