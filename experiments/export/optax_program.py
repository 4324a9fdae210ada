"""A run in JAX and optax: jax.grad, and the gradient transformation that is the rule's counterpart."""

from experiments.export import chance, schedule, surface_text
from experiments.export.dialects import JAX
from experiments.export.setting import Setting
from experiments.export.source import Module
from experiments.export.text import BOUND, NAMES, Section, assembled, every, indented, printed, stopped


def sections(setting: Setting) -> list[Section]:
    module = Module()
    module.reserve(NAMES)
    surface, slopes = surface_text.surface(setting, module, JAX)
    codes = {
        "surface": f"{surface_text.about(setting)}\n{surface}",
        "data": surface_text.samples(setting, JAX) if setting.samples is not None else "",
        "start": _start(setting),
        "chance": chance.drawn(setting),
        "loss": _seen(setting, slopes),
        "schedule": schedule.factor(setting, module),
        "optimizer": _optimizer(setting, slopes, surface_text.branches(surface)),
        "run": _loop(setting),
    }
    return assembled(codes, _packages, 'jax.config.update("jax_enable_x64", True)')


def _packages(text: str) -> list[str]:
    numpy = ["import numpy as np"] if any(f"{c}np." in text for c in " (=") else []
    return ["import jax", "import jax.numpy as jnp", *numpy, "import optax"]


def _start(setting: Setting) -> str:
    x, y = setting.scenario.start
    return f"w = jnp.array([{x!r}, {y!r}])\nsteps = {setting.scenario.steps}"


def _evaluated(setting: Setting, slopes: bool, batch: str = "") -> str:
    if setting.samples is None:
        return "surface(w[0], w[1])"
    data = f"a[{batch}], b[{batch}]" if batch else "a, b"
    call = f"sample(w[0], w[1], {data})"
    return f"tuple(jnp.mean(part) for part in {call})" if slopes else f"{call}.mean()"


def _seen(setting: Setting, slopes: bool) -> str:
    """``seen(w, now)``, the loss of a step's batch or with its noise, and ``full(w)``, the loss that is kept."""
    value = _evaluated(setting, slopes, "now" if setting.has_batches else "")
    if setting.has_noise and slopes:
        value = f"loss, gx, gy = {value}\n    return loss + now @ w, gx + now[0], gy + now[1]"
    else:
        value = f"return {value}" + (" + now @ w" if setting.has_noise else "")
    full = _evaluated(setting, slopes) + ("[0]" if slopes else "")
    kept = f"\n\n\ndef full(w):\n    return {full}" if setting.has_batches or setting.has_noise else ""
    return f"def seen({_arguments('w', setting)}):\n    {value}{kept}"


def _arguments(w: str, setting: Setting) -> str:
    return f"{w}, now" if setting.has_batches or setting.has_noise else w


def _optimizer(setting: Setting, slopes: bool, branches: bool) -> str:
    optimizer, counterpart = setting.optimizer, setting.optimizer.counterpart
    assert counterpart
    _, arguments = optimizer.call(setting.values)
    texts = {key: repr(value) for key, value in arguments.items()}
    before = ""
    if setting.schedule:
        lr = setting.values["lr"]
        before = f"rates = jnp.array([{lr!r} * factor(t, steps) for t in range(1, steps + 1)])\n"
        texts |= {key: "lambda k: rates[k]" for key, what in counterpart[1].items() if what == "lr"}
    made = f"{before}optimizer = {optimizer.expression(texts)}\nstate = optimizer.init(w)"
    return f"{made}\n\n\n{_forward(setting, slopes, branches)}"


def _forward(setting: Setting, slopes: bool, branches: bool) -> str:
    """``look``, loss and gradient; ``forward``, one step: compiled, unless the surface branches."""
    compiled = "" if branches else "@jax.jit\n"
    v = _arguments("v", setting)
    gradient = f"jnp.array(seen({v})[1:])" if slopes else f"jax.grad(seen)({v})"
    extra = f", grad_fn=lambda v, _: {gradient}" if setting.looks_again else ""
    w, now = _arguments("w", setting), ", now" if setting.has_batches or setting.has_noise else ""
    if slopes:
        look = f"""{compiled}def look({w}):
    # Slopes as written out: at corners, as those of abs, jax.grad may give others.
    loss, *gradient = seen({w})
    return loss, jnp.array(gradient)"""
    else:
        look = f"look = {'jax.value_and_grad(seen)' if branches else 'jax.jit(jax.value_and_grad(seen))'}"
    return f"""{look}


{compiled}def forward(w, state, gradient{now}):
    updates, state = optimizer.update(gradient, state, w{extra})
    return optax.apply_updates(w, updates), state"""


def _loop(setting: Setting) -> str:
    inside = f"jnp.isfinite(loss) and jnp.isfinite(gradient).all() and abs(w).max() < {BOUND}"
    random = setting.has_batches or setting.has_noise
    kept = "losses.append(float(full(w)))" if random else "losses.append(float(loss))"
    now = "now = jnp.array(batches[step])\n" if setting.has_batches else "now = noise[step]\n" if random else ""
    body = f"""{now}loss, gradient = look({_arguments("w", setting)})
{kept}
{printed("step")}
{stopped("step", inside)}
if step < steps:
    w, state = forward(w, state, gradient{", now" if random else ""})"""
    return f"{every(setting)}\nlosses = []\nfor step in range(steps + 1):\n{indented(body)}"
