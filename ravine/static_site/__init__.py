"""A site without a server: a gallery of all surfaces and rules, live, and the lessons with their text.

``python -m ravine.static_site FOLDER`` writes it; any host of plain files serves it, and it opens from a disk.
"""

from ravine.static_site.site import write

__all__ = ["write"]
