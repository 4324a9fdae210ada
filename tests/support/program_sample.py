"""A sample of exported programs, stored to be read: ``make program-sample`` writes tests/reference/programs again.

One of each kind. ``make parity-programs`` runs them, among all others, in an environment with torch and optax.
"""

from pathlib import Path

from experiments import Scenario, notebook, program

FOLDER = Path(__file__).parents[1] / "reference" / "programs"
SITE = "https://ravine.example/"
SAMPLE: dict[str, tuple[Scenario, str]] = {
    "adam": (Scenario("rosenbrock", optimizers={"adam": {"lr": 0.05}}, schedules={"adam": ("cosine", {})}), "adam"),
    "batches": (Scenario("sine_fit", {"size": 32}, {"adamw": {"lr": 0.05}}, batch=8, steps=20), "adamw"),
    "many_batches": (Scenario("linear_regression", {"size": 16}, {"gd": {"lr": 0.05}}, batch=6, drop_last=True), "gd"),
    "line_search": (Scenario("himmelblau", optimizers={"lbfgs": {}}, steps=20), "lbfgs"),
    "average": (Scenario("ravine", optimizers={"asgd": {"lr": 0.01, "t0": 20.0}}), "asgd"),
    "slopes": (Scenario("logistic_regression", {"size": 16}, {"adam": {"lr": 0.1}}, start=(0.0, 0.0)), "adam"),
    "noise": (Scenario("bumps", optimizers={"lion": {"lr": 0.02}}, gradient_noise=0.5), "lion"),
    "optax_schedule": (Scenario("bowl", optimizers={"sam": {"lr": 0.02}}, schedules={"sam": ("step", {})}), "sam"),
    "newton": (Scenario("himmelblau", optimizers={"newton": {"lr": 0.5}}, steps=20), "newton"),
    "lacking": (Scenario("bowl", optimizers={"adam": {"lr": 0.1, "eps_inside_root": 1.0}}), "adam"),
}


def texts() -> dict[str, str]:
    """What is exported now, by file name."""
    found = {f"{name}.py": program(*given, site=SITE) for name, given in SAMPLE.items()}
    return found | {"adam.ipynb": notebook(*SAMPLE["adam"], site=SITE)}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in texts().items():
        (FOLDER / name).write_text(text, "utf-8")
    print(f"{len(texts())} files")
