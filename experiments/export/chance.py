"""The batches and the gradient noise of a run, as a program's own lines: the same samples in every step."""

from experiments.export.setting import Setting
from landscapes._synthetic import BATCHES, NOISE

# Numbers that are written out; more are drawn again.
WRITTEN_OUT = 300
PER_LINE = 16


def drawn(setting: Setting) -> str:
    """The one or the other; empty where nothing is random."""
    if setting.has_batches:
        return batches(setting)
    return noise(setting) if setting.has_noise else ""


def batches(setting: Setting) -> str:
    """``batches``: for every step the indexes of its samples, and after the last step all of them."""
    order = setting.alone.batches()
    assert order is not None
    every = f"batches.append(list(range({order.size})))  # at the end, all samples"
    if len(order.order) <= WRITTEN_OUT:
        rows = "\n".join(f"    {order.of(step).tolist()}," for step in range(len(order)))
        return f"# The samples of each step.\nbatches = [\n{rows}\n]\n{every}"
    return f"{_generator(setting, order.size)}\n{every}"


def _generator(setting: Setting, size: int) -> str:
    scenario = setting.scenario
    batch, last = scenario.batch, size
    if scenario.drop_last:
        last -= size % batch
    if scenario.replacement:
        said = "drawn at random, with replacement"
        order = f"((random.random_raw({size}) >> np.uint64(11)) * 2.0**-53 * {size}).astype(int)"
    else:
        said = "each sample once an epoch, in random order"
        order = f'np.argsort(random.random_raw({size}), kind="stable")'
    return f"""# The samples of each step: {said}.
random = np.random.PCG64(np.random.SeedSequence([{scenario.seed}, {BATCHES}]))
batches = []
while len(batches) < steps:
    order = {order}
    batches += [np.sort(order[k : k + {batch}]).tolist() for k in range(0, {last}, {batch})]
del batches[steps:]"""


def noise(setting: Setting) -> str:
    """``noise``: what is added to the gradient in each step, ``(steps + 1, 2)``; after the last step nothing."""
    scenario = setting.scenario
    return f"""# Noise on the gradient, normal, by Box and Muller's method.
random = np.random.PCG64(np.random.SeedSequence([{scenario.seed}, {NOISE}]))
even = (random.random_raw(4 * steps).reshape(steps, 2, 2) >> np.uint64(11)) * 2.0**-53
noise = {scenario.gradient_noise!r} * np.sqrt(-2.0 * np.log(1.0 - even[..., 0])) * np.cos(2.0 * np.pi * even[..., 1])
noise = np.vstack([noise, [0.0, 0.0]])"""


def tensors(text: str) -> str:
    """The same noise for torch."""
    return f"{text}\nnoise = torch.tensor(noise)"
