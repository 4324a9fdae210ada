"""The README's pictures, taken of the real app: ``make screenshots``."""

from pathlib import Path
from typing import Any

from experiments import Scenario, encode
from experiments.suggest import suggest
from experiments.view import View
from optimizers import OPTIMIZERS
from tools.chromium import chromium
from tools.server import ROOT, serving

TARGET = ROOT / "docs" / "screenshots"
DESK: dict[str, Any] = {"viewport": {"width": 1300, "height": 950}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
FIRST = suggest(Scenario("himmelblau", optimizers={key: {} for key in OPTIMIZERS if OPTIMIZERS[key].first}))
ONE = suggest(
    Scenario("rosenbrock", optimizers={"momentum": {}, "adam": {}}, schedules={"adam": ("cosine", {})}, steps=200)
)
SHOTS: dict[str, tuple[str, dict[str, Any]]] = {
    "light": ("", DESK | {"locale": "en-US", "color_scheme": "light"}),
    "dark": (encode(FIRST), DESK | {"locale": "en-US", "color_scheme": "dark"}),
    "inspector": (
        encode(ONE, View(inspect="adam")),
        {"viewport": {"width": 1300, "height": 1560}, "locale": "en-US", "color_scheme": "light"},
    ),
    "korean": ("", DESK | {"locale": "ko-KR", "color_scheme": "light"}),
    "phone": ("", PHONE | {"locale": "en-US", "color_scheme": "light"}),
}
# Of the run: far enough for the paths to tell their story, early enough for the heads to be apart.
AT = 0.55


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with serving() as address, chromium() as browser:
        for name, (query, settings) in SHOTS.items():
            page = browser.new_context(**settings, reduced_motion="reduce").new_page()
            page.goto(f"{address}/?{query}")
            page.wait_for_selector(".ravine[data-ready]")
            page.evaluate(
                f"() => {{ const {{ player }} = document.querySelector('.ravine');"
                f" player.seek(Math.round({AT} * player.header.steps)); }}"
            )
            # Software GL takes seconds for the first surface.
            page.wait_for_timeout(6000)
            path: Path = TARGET / f"{name}.png"
            page.screenshot(path=path, full_page=name == "phone")
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1024:.0f} KB")
            page.context.close()


if __name__ == "__main__":
    main()
