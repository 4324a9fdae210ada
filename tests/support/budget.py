"""Time budget of each test file: what it may take on a quiet core, and what it took.

A file that is not named here is quick: `make quick` runs it, for the loop while one writes. A budget is printed beside
what was measured and decides no test: machines are shared.
"""

from collections import Counter
from pathlib import Path

QUICK = 2.0  # seconds a file
# Seconds of the files that take longer, by their path in tests/.
BUDGETS: dict[str, float] = {
    "app/test_app.py": 15,
    "app/test_bad_input.py": 10,
    "app/test_data_controls.py": 3,
    "app/test_gallery.py": 6,
    "app/test_lesson_progress.py": 12,
    "app/test_seeds_panel.py": 3,
    "app/test_take_button.py": 6,
    "app/test_typed.py": 8,
    "app/test_words.py": 3,
    "browser/test_arriving.py": 75,
    "browser/test_away.py": 60,
    "browser/test_bad_input.py": 20,
    "browser/test_barriers.py": 45,
    "browser/test_batches.py": 15,
    "browser/test_choosing.py": 12,
    "browser/test_dragging.py": 40,
    "browser/test_exact.py": 25,
    "browser/test_fetching.py": 60,
    "browser/test_films.py": 60,
    "browser/test_full_disk.py": 40,
    "browser/test_inspecting.py": 12,
    "browser/test_lessons.py": 240,
    "browser/test_kept.py": 30,
    "browser/test_static_site.py": 40,
    "static_site/test_static_site.py": 20,
    "browser/test_limits.py": 15,
    "browser/test_live_engine.py": 20,
    "browser/test_long_race.py": 20,
    "browser/test_looks.py": 60,
    "browser/test_offline_page.py": 60,
    "browser/test_other_browsers.py": 30,
    "browser/test_pictures.py": 60,
    "browser/test_playing.py": 35,
    "browser/test_policy.py": 10,
    "browser/test_maps_around.py": 60,
    "browser/test_maps_page.py": 90,
    "browser/test_racers.py": 12,
    "browser/test_screens.py": 35,
    "browser/test_sharing.py": 40,
    "browser/test_slicing.py": 6,
    "browser/test_fair_race.py": 35,
    "browser/test_sweeping.py": 45,
    "browser/test_slow.py": 10,
    "browser/test_take_away.py": 45,
    "browser/test_three_engines.py": 70,
    "browser/test_typing.py": 32,
    "browser/test_undo.py": 90,
    "browser/test_zooming.py": 30,
    "engine/test_engine.py": 6,
    "engine/test_engine_cache.py": 20,
    "engine/test_engine_functions.py": 4,
    "engine/test_engine_settings.py": 4,
    "engine/test_engine_sweeps.py": 8,
    "engine/test_same_bits.py": 10,
    "experiments/test_answers.py": 3,
    "experiments/test_curvature.py": 3,
    "experiments/test_export.py": 8,
    "experiments/test_export_numbers.py": 3,
    "experiments/test_fair_race.py": 4,
    "experiments/test_follow.py": 20,
    "experiments/test_follow_candidates.py": 4,
    "experiments/test_mangled_links.py": 10,
    "experiments/test_maps.py": 6,
    "experiments/test_race.py": 7,
    "experiments/test_scenario.py": 5,
    "engine/test_pieces.py": 5,
    "experiments/test_cost.py": 4,
    "experiments/test_seeds.py": 5,
    "server/test_map.py": 6,
    "server/test_take_away.py": 4,
    "server/test_fair_pieces.py": 6,
    "server/test_map_kinds.py": 8,
    "server/test_long_race.py": 6,
    "house/test_drop_in.py": 8,
    "house/test_house.py": 5,
    "server/test_attack.py": 15,
    "server/test_ceilings.py": 8,
    "server/test_connection_counts.py": 8,
    "server/test_connections.py": 4,
    "server/test_deploy.py": 15,
    "server/test_fragments.py": 5,
    "server/test_json_log.py": 5,
    "server/test_load.py": 15,
    "server/test_proxy.py": 20,
    "server/test_paths.py": 8,
    "server/test_serving.py": 20,
    "server/test_stale_widgets.py": 10,
    "server/test_uploads.py": 8,
    "server/test_versions.py": 15,
    "stage/test_browser_engine.py": 20,
    "stage/test_bundle.py": 3,
    "stage/test_offline.py": 6,
    "stage/test_payload_samples.py": 3,
    "stage/test_vecmath_in_browser.py": 8,
    "streamlit_internals/test_patch.py": 3,
    "units/test_data_landscapes.py": 4,
    "units/test_flat_points.py": 15,
    "units/test_hessians.py": 3,
    "units/test_kinks.py": 6,
    "units/test_landscapes.py": 10,
    "units/test_numbers.py": 5,
    "units/test_parity.py": 8,
    "units/test_stability.py": 4,
    "units/test_transcriptions.py": 4,
    "units/test_vecmath.py": 13,
}


def budget_of(path: Path | str) -> float:
    """Seconds that the test file at ``path`` may take; ``path`` is relative to the repository or absolute."""
    return BUDGETS.get(Path(path).as_posix().rpartition("tests/")[2], QUICK)


def report(seconds: Counter[str]) -> list[str]:
    """Lines for the end of a test run: all of it, and the files that took longer than their budget."""
    over = {path: spent for path, spent in seconds.items() if spent > budget_of(path)}
    lines = [f"{sum(seconds.values()):7.0f} s in all, budget {sum(map(budget_of, seconds)):.0f} s"]
    for path, spent in sorted(over.items(), key=lambda item: budget_of(item[0]) - item[1]):
        lines.append(f"{spent:7.1f} s  budget {budget_of(path):5.1f} s  {path}")
    return lines
