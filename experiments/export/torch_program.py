"""A run in PyTorch: autograd, the class of torch.optim, LambdaLR for the schedule."""

import ast
import inspect
import textwrap

from experiments.export import chance, ground, schedule
from experiments.export.dialects import TORCH
from experiments.export.setting import Setting
from experiments.export.source import Module
from experiments.export.text import BOUND, NAMES, Section, call, every, indented, printed, stopped
from optimizers import Optimizer


def looks_again(optimizer: Optimizer) -> bool:
    """Whether the rule evaluates the surface more than once a step."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(optimizer.update)))
    return any(isinstance(node, ast.Name) and node.id == "loss" for node in ast.walk(tree))


def sections(setting: Setting) -> list[Section]:
    module = Module()
    module.reserve(NAMES)
    surface, slopes = ground.surface(setting, module, TORCH)
    factor = schedule.factor(setting, module)
    drawn = _chance(setting)
    codes = {
        "surface": f"{ground.about(setting)}\n{surface}",
        "data": ground.samples(setting, TORCH) if setting.samples is not None else "",
        "start": _start(setting),
        "chance": drawn,
        "schedule": factor,
        "optimizer": _optimizer(setting),
        "run": _loop(setting, slopes),
    }
    imports = _imports("\n".join(codes.values()))
    return [Section("imports", imports), *(Section(key, code) for key, code in codes.items() if code)]


def _imports(text: str) -> str:
    lines = [f"import {name}" for name in ("base64", "math") if f"{name}." in text]
    third = (["import numpy as np"] if "np." in text else []) + ["import torch"]
    head = "\n".join(lines) + "\n\n" if lines else ""
    return head + "\n".join(third) + "\n\ntorch.set_default_dtype(torch.float64)"


def _start(setting: Setting) -> str:
    x, y = setting.scenario.start
    return f"w = torch.tensor([{x!r}, {y!r}], requires_grad=True)\nsteps = {setting.scenario.steps}"


def _chance(setting: Setting) -> str:
    if setting.has_batches:
        return chance.batches(setting)
    return chance.tensors(chance.noise(setting)) if setting.has_noise else ""


def _optimizer(setting: Setting) -> str:
    name, every_one = setting.optimizer.call(setting.values)
    # What is switched off is left out: older releases of torch lack some switches.
    arguments = {key: value for key, value in every_one.items() if value is not False and value is not None}
    text = call(f"optimizer = {name}", ["[w]", *(f"{key}={value!r}" for key, value in arguments.items())])
    if setting.schedule:
        text += "\nscheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: factor(k + 1, steps))"
    return text


def _evaluated(setting: Setting, w: str, batch: str, slopes: bool) -> str:
    """The loss, or with ``slopes`` loss and slopes, at ``w``."""
    if setting.samples is None:
        return f"surface({w}[0], {w}[1])"
    data = f"a[{batch}], b[{batch}]" if batch else "a, b"
    call = f"sample({w}[0], {w}[1], {data})"
    return f"(torch.as_tensor(part).mean() for part in {call})" if slopes else f"{call}.mean()"


def _look(setting: Setting, slopes: bool) -> str:
    """Lines that set ``loss`` to what the optimizer sees, and its gradient."""
    batch = "batches[step]" if setting.has_batches else ""
    tilt = setting.has_noise
    if slopes:
        added = "\n    loss, gx, gy = loss + noise[step] @ w, gx + noise[step, 0], gy + noise[step, 1]" if tilt else ""
        return f"""with torch.no_grad():  # slopes as written out: at corners, as those of abs, autograd may give others
    loss, gx, gy = {_evaluated(setting, "w", batch, slopes)}{added}
w.grad = torch.tensor([float(gx), float(gy)])"""
    added = " + noise[step] @ w" if tilt else ""
    return f"""optimizer.zero_grad()
loss = {_evaluated(setting, "w", batch, slopes)}{added}
loss.backward()"""


def _loop(setting: Setting, slopes: bool) -> str:
    look, again = _look(setting, slopes), looks_again(setting.optimizer)
    if again:
        look = f"def closure():\n{indented(look)}\n    return loss\n\n\nloss = closure()".replace("\n\n\n", "\n\n")
    inside = f"loss.isfinite() and w.grad.isfinite().all() and w.abs().max() < {BOUND}"
    forward = f"optimizer.step({'closure' if again else ''})" + ("\nscheduler.step()" if setting.schedule else "")
    body = f"""{look}
{_kept(setting, slopes)}
{printed("step")}
{stopped("step", inside)}
if step < steps:
{indented(forward)}"""
    return f"{every(setting)}\nlosses = []\nfor step in range(steps + 1):\n{indented(body)}"


def _kept(setting: Setting, slopes: bool) -> str:
    """Lines that keep the loss of the full surface, at the weights with which the method answers."""
    optimizer = setting.optimizer
    if not (setting.has_batches or setting.has_noise or optimizer.answer):
        return "losses.append(loss.item())"
    at, found = "w", ""
    if optimizer.answer:
        at = "answer"
        found = f"    # {optimizer.name} answers with an average of its weights.\n"
        found += f'    answer = optimizer.state[w]["{optimizer.torch_answer}"] if step else w\n'
    full = _evaluated(setting, at, "", slopes)
    value = f"next({full})" if slopes and setting.samples is not None else f"{full}[0]" if slopes else full
    why = "  # all samples" if setting.has_batches else "  # without noise" if setting.has_noise else ""
    return f"with torch.no_grad():\n{found}    losses.append({value}.item()){why}"
