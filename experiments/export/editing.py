"""The source of a function as text that is edited where its syntax tree says, comments and layout kept."""

import ast


class Text:
    """Source and the changes to be made in it; places are in bytes, as Python's parser counts."""

    def __init__(self, source: str) -> None:
        self._data = source.encode()
        self.lines = source.splitlines(keepends=True)
        self._edits: list[tuple[int, int, str]] = []

    def start(self, line: int) -> int:
        """Place of a line's first character; lines count from 1."""
        return len("".join(self.lines[: line - 1]).encode())

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        last = node.end_lineno or node.lineno
        return self.start(node.lineno) + node.col_offset, self.start(last) + (node.end_col_offset or 0)

    def replace(self, start: int, end: int, text: str) -> None:
        self._edits.append((start, end, text))

    def insert(self, at: int, text: str) -> None:
        self._edits.append((at, at, text))

    def wrap(self, node: ast.expr, before: str, after: str) -> None:
        start, end = self.span(node)
        self.insert(start, before)
        self.insert(end, after)

    def drop(self, statement: ast.stmt) -> None:
        """Leave out a statement with the comment above it."""
        first = statement.lineno
        while self.lines[first - 2].lstrip().startswith("#"):
            first -= 1
        self.replace(self.start(first), self.start((statement.end_lineno or first) + 1), "")

    def after(self, line: int) -> str:
        """The edited text from ``line`` on."""
        pieces, at = [], self.start(line)
        for start, end, text in sorted(self._edits, key=lambda edit: edit[:2]):
            pieces += [self._data[at:start], text.encode()]
            at = max(at, end)
        return b"".join([*pieces, self._data[at:]]).decode()
