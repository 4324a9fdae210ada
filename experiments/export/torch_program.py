"""A run in PyTorch: autograd, the class of torch.optim, LambdaLR for the schedule."""

from experiments.export import chance, schedule, surface_text
from experiments.export.dialects import TORCH
from experiments.export.setting import Setting
from experiments.export.source import Module
from experiments.export.text import BOUND, NAMES, Section, assembled, call, every, indented, printed, stopped


def sections(setting: Setting) -> list[Section]:
    module = Module()
    module.reserve(NAMES)
    surface, slopes = surface_text.surface(setting, module, TORCH)
    codes = {
        "surface": f"{surface_text.about(setting)}\n{surface}",
        "data": surface_text.samples(setting, TORCH) if setting.samples is not None else "",
        "start": _start(setting),
        "chance": _chance(setting),
        "schedule": schedule.factor(setting, module),
        "optimizer": _optimizer(setting),
        "run": _loop(setting, slopes),
    }
    return assembled(codes, _packages, "torch.set_default_dtype(torch.float64)")


def _packages(text: str) -> list[str]:
    return [*(["import numpy as np"] if "np." in text else []), "import torch"]


def _start(setting: Setting) -> str:
    x, y = setting.scenario.start
    return f"w = torch.tensor([{x!r}, {y!r}], requires_grad=True)\nsteps = {setting.scenario.steps}"


def _chance(setting: Setting) -> str:
    return chance.tensors(chance.drawn(setting)) if setting.has_noise else chance.drawn(setting)


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
    look, again = _look(setting, slopes), setting.looks_again
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
