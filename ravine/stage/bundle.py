"""The stage's modules as one: a browser that has sixty in its cache still spends 0.2 s on looking them up and linking.

No tool is needed for it: the modules are our own and keep to one form of import and of export, and no two import each
other. Each becomes a function that is called once and gives what it exports.
"""

import posixpath
import re
from collections.abc import Mapping

_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.{1,2}/[\w/-]+\.js)";$', re.MULTILINE)
# A comment on lines of its own: types, and what a function is for. A third of the bytes, and nothing to a browser.
_COMMENT = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n|^[ \t]*//[^\n]*\n", re.MULTILINE | re.DOTALL)
_EXPORT = re.compile(r"^export ((?:async )?(?:function\*?|class|const) (\w+))", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class BundleError(Exception):
    """A module cannot become a part of the bundle."""


def bundle(modules: Mapping[str, str], entry: str) -> str:
    """One ES module that exports what ``entry`` does; ``modules`` holds the text of each by its path.

    Raises:
        BundleError: an import or an export of another form, or a circle of imports.
    """
    order: list[str] = []
    _visit(entry, modules, order, ())
    parts = [_part(name, modules[name]) for name in order]
    exported = ", ".join(_exports(modules[entry]))
    return "\n".join([*parts, f"export const {{ {exported} }} = {_name(entry)};" if exported else "", ""])


def _visit(name: str, modules: Mapping[str, str], order: list[str], above: tuple[str, ...]) -> None:
    if name in above or name not in modules:
        raise BundleError(f"{' -> '.join((*above, name))}: {'a circle' if name in above else 'no such module'}")
    if name in order:
        return
    for _, wanted in _IMPORT.findall(modules[name]):
        _visit(_path(name, wanted), modules, order, (*above, name))
    order.append(name)


def _part(name: str, text: str) -> str:
    def taken(found: re.Match[str]) -> str:
        names = [" : ".join(one.split(" as ")) for one in _listed(found[1])]
        return f"const {{ {', '.join(names)} }} = {_name(_path(name, found[2]))};"

    body = _EXPORT.sub(r"\1", _IMPORT.sub(taken, bare(text)))
    if other := _OTHER.search(body):
        raise BundleError(f"{name}: {other[0]}")
    return f"const {_name(name)} = (() => {{\n{body}return {{ {', '.join(_exports(text))} }};\n}})();"


def bare(text: str) -> str:
    """``text`` without comments that stand on lines of their own."""
    return _COMMENT.sub("", text)


def _path(importer: str, wanted: str) -> str:
    """Path of the module that ``importer`` calls ``wanted``."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(importer), wanted))


def _exports(text: str) -> list[str]:
    return [name for _, name in _EXPORT.findall(text)]


def _listed(names: str) -> list[str]:
    return [one.strip() for one in names.split(",") if one.strip()]


def _name(file: str) -> str:
    return "_" + re.sub(r"\W", "_", file.removesuffix(".js"))
