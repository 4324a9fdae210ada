"""Make tests/reference/batches.npz: torch.optim on batches of a real DataLoader. Run by ``make parity-reference``.

The model is in torch: its loss is a mean over the batch, its gradient comes from autograd. Stored are DataLoader's
order of samples, the sizes of batches, and the weights of every step.
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch.utils.data import DataLoader, TensorDataset

SIZE, BATCH, EPOCHS, SEED = 100, 16, 15, 2024
START = (-1.0, 1.5)
MODELS = {
    "linear_regression": lambda w, a: w[0] * a + w[1],
    "sine_fit": lambda w, a: torch.sin(w[0] * a + w[1]),
}
OPTIMIZERS = {
    "gd": (torch.optim.SGD, {"lr": 0.05}, {"lr": 0.05}),
    "momentum": (torch.optim.SGD, {"lr": 0.02, "momentum": 0.9}, {"lr": 0.02, "momentum": 0.9}),
    "adam": (torch.optim.Adam, {"lr": 0.05}, {"lr": 0.05}),
    "adamw": (torch.optim.AdamW, {"lr": 0.05, "weight_decay": 0.1}, {"lr": 0.05, "weight_decay": 0.1}),
}
LOADERS = {"shuffle": {"shuffle": True}, "drop_last": {"shuffle": True, "drop_last": True}, "replacement": {}}


def loader(kind, data):
    """DataLoader with its own generator, over (number, input, target)."""
    source = torch.Generator().manual_seed(SEED)
    rows = TensorDataset(torch.arange(len(data)), data[:, 0], data[:, 1])
    given = dict(LOADERS[kind])
    if kind == "replacement":
        given["sampler"] = torch.utils.data.RandomSampler(rows, replacement=True, generator=source)
    return DataLoader(rows, batch_size=BATCH, generator=source, **given)


def trajectory(key, surface, kind, data):
    """Weights ``(steps + 1, 2)``, order of the samples, and size of each step's batch."""
    make, given, _ = OPTIMIZERS[key]
    w = torch.tensor(START, requires_grad=True)
    stepper = make([w], foreach=False, **given)
    path, order, lengths = [w.detach().numpy().copy()], [], []
    batches = loader(kind, data)
    for _ in range(EPOCHS):
        for numbers, a, b in batches:
            stepper.zero_grad()
            torch.mean((MODELS[surface](w, a) - b) ** 2).backward()
            stepper.step()
            path.append(w.detach().numpy().copy())
            order += numbers.tolist()
            lengths.append(len(numbers))
    return np.array(path), np.array(order, dtype=np.uint16), np.array(lengths, dtype=np.uint16)


def main():
    torch.set_default_dtype(torch.float64)
    stored, compared = {}, []
    data = torch.randn(SIZE, 2, generator=torch.Generator().manual_seed(1))
    data[:, 1] = torch.sin(1.2 * data[:, 0] + 0.3) + 0.2 * data[:, 1]
    stored["data"] = data.numpy()
    for surface in MODELS:
        for key, (_, _, ours) in OPTIMIZERS.items():
            for kind in LOADERS:
                name = f"{surface}/{key}/{kind}"
                found = trajectory(key, surface, kind, data)
                stored |= {f"{name}/{part}": a for part, a in zip(("path", "order", "lengths"), found, strict=True)}
                compared.append(
                    {"name": name, "surface": surface, "optimizer": key, "kind": kind, "hyperparameters": ours}
                )
    about = {"torch": torch.__version__, "size": SIZE, "batch": BATCH, "epochs": EPOCHS}
    target = Path(__file__).with_name("batches.npz")
    np.savez_compressed(target, about=json.dumps(about), cases=json.dumps(compared), **stored)
    print(f"{target.name}: {len(compared)} trajectories of torch {torch.__version__}, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
