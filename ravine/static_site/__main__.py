"""Write the site: ``python -m ravine.static_site FOLDER [--app ADDRESS]``."""

import argparse
from pathlib import Path

from ravine.static_site import write

parser = argparse.ArgumentParser(prog="python -m ravine.static_site", description=__doc__)
parser.add_argument("folder", type=Path, help="is emptied first if it holds such a site, else it must be new or empty")
parser.add_argument("--app", default="", help="address of the served app, for links to the same race there")
asked = parser.parse_args()
written = write(asked.folder, asked.app)
size = sum(path.stat().st_size for path in written)
print(f"{asked.folder}: {len(written)} files, {size / 1e6:.1f} MB")
