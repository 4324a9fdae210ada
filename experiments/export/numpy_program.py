"""A run in plain NumPy: the rule and the surface as their files declare them."""

from declare import names
from experiments.export import chance, schedule, surface_text
from experiments.export.dialects import NUMPY
from experiments.export.setting import Setting
from experiments.export.source import Module
from experiments.export.text import BOUND, NAMES, Section, assembled, call, every, indented, printed, stopped
from optimizers import Optimizer
from optimizers._optimizer import nothing

SHORT = 40  # characters of an update's numbers that fit into its call


def sections(setting: Setting) -> list[Section]:
    module, optimizer = Module(), setting.optimizer
    module.reserve(NAMES)
    module.reserve(_spelled(name) for name in setting.values)
    surface, _ = surface_text.surface(setting, module, NUMPY)
    codes = {
        "surface": f"{surface_text.about(setting)}\n{surface}",
        "data": surface_text.samples(setting, NUMPY) if setting.samples is not None else "",
        "start": f"w = {setting.scenario.start!r}\nsteps = {setting.scenario.steps}",
        "chance": chance.drawn(setting),
        "loss": _look(setting),
        "schedule": schedule.factor(setting, module),
        "rule": _rule(optimizer, module),
        "settings": _settings(setting),
        "run": _loop(setting),
    }
    setup = 'np.seterr(all="ignore")  # a run that explodes is to explode'
    return assembled(codes, lambda _: ["import numpy as np"], setup)


def _look(setting: Setting) -> str:
    """``full(w)``: loss and slopes; ``look(w, t)``: those that the optimizer sees after step t."""
    plain = "return full(w)"
    if setting.samples is None:
        full = "def full(w):\n    return surface(np.float64(w[0]), np.float64(w[1]))"
    else:
        full = "def full(w, k=slice(None)):\n    return tuple(np.mean(part) for part in sample(w[0], w[1], a[k], b[k]))"
    if setting.has_batches:
        plain = "return full(w, batches[t])"
    if setting.has_noise:
        plain = "f, gx, gy = full(w)\n    nx, ny = noise[t]\n    return f + nx * w[0] + ny * w[1], gx + nx, gy + ny"
    return f'{full}\n\n\ndef look(w, t):\n    """Loss and slopes that step t + 1 sees."""\n    {plain}'


def _rule(optimizer: Optimizer, module: Module) -> str:
    texts = []
    if optimizer.initial:
        texts.append(module.write(NUMPY, optimizer.initial, "initial"))
    if optimizer.coefficients is not nothing:
        texts.append(module.write(NUMPY, optimizer.coefficients, "coefficients"))
    texts.append(module.write(NUMPY, optimizer.update, "update"))
    both = "both weights" if optimizer.coupled else "one weight"
    return f"# The rule {optimizer.name}, for {both}: {optimizer.reference}.\n" + "\n\n\n".join(texts)


def _spelled(name: str) -> str:
    """A hyperparameter or coefficient as a variable of the program."""
    return f"{name}_" if name in NAMES and name != "lr" else name


def _settings(setting: Setting) -> str:
    optimizer = setting.optimizer
    lines = [f"{_spelled(name)} = {value!r}" for name, value in setting.values.items()]
    if optimizer.carried:
        lines.append(f"carried = {optimizer.carried!r}")
    if optimizer.initial:
        rate = "lr * factor(1, steps)" if setting.schedule else "lr"
        given = [_value(name, rate, "") for name in names(optimizer.initial)]
        begun = f"initial({', '.join('one' if name == 'w' else name for name in given)}) for one in w"
        lines.append(f"state = tuple(zip(*({begun})))" if optimizer.coupled else f"state = [{begun}]")
    else:
        count = len(optimizer.state)
        lines.append(f"state = ((0.0, 0.0),) * {count}" if optimizer.coupled else f"state = [(0.0,) * {count}] * 2")
    return "\n".join(lines)


def _value(name: str, rate: str, step: str) -> str:
    return {"lr": rate, "t": step, "w": "w", "carried": "carried"}.get(name) or _spelled(name)


def _loop(setting: Setting) -> str:
    optimizer = setting.optimizer
    inside = f"np.isfinite([f, *g]).all() and max(abs(w[0]), abs(w[1])) < {BOUND}"
    body = f"""f, *g = look(w, t)
{_kept(setting)}
{printed("t")}
{stopped("t", inside)}
if t < steps:
{indented(_step(setting, optimizer))}"""
    return f"{every(setting)}\nlosses = []\nfor t in range(steps + 1):\n{indented(body)}"


def _kept(setting: Setting) -> str:
    optimizer = setting.optimizer
    if not (setting.has_batches or setting.has_noise or optimizer.answer):
        return "losses.append(float(f))"
    if not optimizer.answer:
        return "losses.append(float(full(w)[0]))"
    slot = optimizer.state.index(optimizer.answer)
    average = f"state[{slot}]" if optimizer.coupled else f"[one[{slot}] for one in state]"
    return f"""answer = {average} if t else w  # an average of the weights
losses.append(float(full(answer)[0]))"""


def _step(setting: Setting, optimizer: Optimizer) -> str:
    rate, lines = "lr", []
    if setting.schedule:
        rate = "rate"
        lines.append("rate = lr * factor(t + 1, steps)")
    columns = [_value(name, rate, "t + 1") for name in optimizer.columns]
    if optimizer.coefficients is not nothing:
        given = [_value(name, rate, "t + 1") for name in names(optimizer.coefficients)]
        found = [_spelled(name) for name in optimizer.computed]
        numbers = "c" if optimizer.takes_row else ", ".join(found) + ("," if len(found) == 1 else "")
        numbers = f"({numbers}), carried" if optimizer.carried and not optimizer.takes_row else numbers
        numbers = "c, carried" if optimizer.carried and optimizer.takes_row else numbers
        lines.append(call(f"{numbers} = coefficients", given))
    elif optimizer.takes_row:
        lines.append(f"c = ({', '.join(columns)},)")
    row = ["c"] if optimizer.takes_row else []
    rest = [] if optimizer.takes_row else columns
    if optimizer.coupled:
        arguments = ["w", "f", "g", "state", *row, "lambda at: look(at, t)", *rest]
        lines.append(call("w, state = update", arguments))
    else:
        numbers = ", ".join([*row, *rest])
        if len(numbers) > SHORT:
            lines.append(call("numbers = ", [*row, *rest]))
            numbers = "*numbers"
        lines.append(f"w, state = zip(*(update(w[k], g[k], state[k], {numbers}) for k in (0, 1)))")
    return "\n".join(lines)
