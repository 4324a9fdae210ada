"""Bundling of the stage's modules: the bundle behaves as they do, and errors name the module."""

import json
import re
import subprocess

import pytest

from ravine.stage import assets
from ravine.stage.bundle import BundleError, bundle
from ravine.stage.template import PLAYER as OFFLINE
from tools.node import in_node

# Modules with equal names of variables; one is imported twice and must be executed once.
MODULES = {
    "one.js": "let begun = 0;\nbegun += 1;\nconst size = 2;\nexport const twice = (x) => size * x;\n"
    "export function times() {\n  return begun;\n}\n",
    "in/two.js": 'import { twice as double } from "../one.js";\n\nconst size = 100;\n'
    "export function more(x) {\n  return size + double(x);\n}\n",
    "all.js": 'import {\n  times,\n  twice,\n} from "./one.js";\nimport { more } from "./in/two.js";\n\n'
    "export const sum = (x) => more(x) + twice(x);\nexport const starts = () => times();\n",
}


def test_modules_keep_their_own_names_and_run_once():
    ((total, starts),) = in_node([(bundle(MODULES, "all.js"), [("sum", (5.0,)), ("starts", ())])])
    assert (total, starts) == (120.0, 1.0)


def test_comments_on_lines_of_their_own_are_left_out():
    commented = "/** What it does. */\n/**\n * @param {number} x\n */\nexport const one = (x) => {\n"
    commented += "  // why\n  return (\n    /** @type {number} */ (x) +\n    1 // how\n  );\n};\n/** */\n"
    text = bundle({"one.js": commented}, "one.js")
    assert "@param" not in text
    assert "why" not in text
    assert "how" in text, "what stands behind code may be part of a string, and stays"
    assert in_node([(text, [("one", (2.0,))])]) == [[3.0]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('import whole from "../one.js";\n', "import whole"),
        ('export { twice } from "../one.js";\n', "export { twice }"),
        ("export default 1;\n", "export default"),
        ('import { gone } from "./gone.js";\n', "no such module"),
        ('import { sum } from "../all.js";\n', "a circle"),
    ],
)
def test_another_form_is_refused(text, said):
    with pytest.raises(BundleError, match=re.escape(said)):
        bundle({**MODULES, "in/two.js": text}, "all.js")


def inside(name: str) -> tuple[set[str], str]:
    """Modules in a bundle, and its text."""
    text = assets.folders()[assets.addresses()["stage"].removesuffix(assets.PLAYER)][name].body.decode()
    return names(text), text


def names(bundled: str) -> set[str]:
    return set(re.findall(r"^const _(\w+) = \(\(\) => \{$", bundled, re.MULTILINE))


def test_every_module_of_the_stage_is_fetched():
    fetched = {name: inside(name)[0] for name in assets.ENTRIES}
    offline = names(bundle(assets._modules(), OFFLINE))
    served = set().union(*fetched.values())
    # Except adapter.js, which Streamlit loads, modules of types only, one in the units' module, and those that stand in
    # the offline page.
    apart = {"adapter", "types", "engine_types", "engine_bits", "flat_pen", "offline_boot"} | offline - served
    modules = {re.sub(r"\W", "_", name.removesuffix(".js")) for name in assets._modules()}
    assert served == modules - apart
    twice = {"protocol_ask", "page_page_events", "page_handover", "page_last_visit"}
    assert fetched[assets.PLAYER] & fetched[assets.EARLY] == twice, "only a few lines are fetched twice"
    assert "export const { openStage, loadSheet, headerOf } = _stage;" in inside(assets.PLAYER)[1]


def test_what_few_open_is_fetched_when_they_do():
    early = inside(assets.PLAYER)[0]
    assert "takeaway_opener" in early
    assert not {one for one in early if one.startswith(("print_", "film_")) or one == "takeaway_dialog"}
    assert "export const { GROUPS, createDialog, neighbour } = _takeaway_dialog;" in inside("taking.js")[1]


def test_the_offline_page_carries_nothing_that_needs_a_server():
    offline = names(bundle(assets._modules(), OFFLINE))
    served = {one for one in offline if one.startswith(("maps_", "sweep_", "kept_", "takeaway_"))}
    assert not served
    assert not {"plots_three", "plots_picture", "protocol_ask"} & offline


def test_the_style_sheet_has_every_file_of_styles_once():
    folder, _, name = assets.sheet().rpartition("/")
    served = assets.folders()[folder + "/"][name].body.decode()
    for path in (assets.FRONTEND / "styles").iterdir():
        assert served.count(path.read_text(encoding="utf-8")) == 1, f"{path.name} is not in the sheet"


# Parses all modules, and runs none.
PARSE = """
import { readFileSync } from "node:fs";
import { SourceTextModule } from "node:vm";
for (const [name, text] of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    new SourceTextModule(text);
  } catch (error) {
    console.log(`${name}: ${error}`);
  }
}
"""


def test_a_browser_can_read_what_it_fetches():
    wanted = sorted([*assets.ENTRIES, *assets._units()])
    served = [(name, one) for group in assets.folders().values() for name, one in group.items()]
    scripts = [(name, one.body.decode()) for name, one in served if name in wanted]
    assert sorted(name for name, _ in scripts) == wanted
    command = ["node", "--experimental-vm-modules", "--input-type=module", "--eval", PARSE]
    done = subprocess.run(command, input=json.dumps(scripts), capture_output=True, text=True, check=True)
    assert done.stdout == ""
