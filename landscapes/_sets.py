"""Classic data sets that come with the project: ``data/sets``, whose README says where they are from."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from landscapes._synthetic import Samples

FOLDER = Path(__file__).parent / "data" / "sets"


@dataclass(frozen=True)
class DataSet:
    """A real data set.

    Attributes:
        key: the file name, for ever.
        target: ``number`` or ``class``, as a data surface declares it.
        samples: as measured, in file order.
        columns: names of input and target in the file.
        reference: where the numbers were published.
    """

    key: str
    target: str
    reference: str
    samples: Samples
    columns: tuple[str, str]


def _read(key: str, target: str, reference: str) -> DataSet:
    path = FOLDER / f"{key}.csv"
    one, two = path.read_text("utf-8").partition("\n")[0].split(",")
    a, b = np.loadtxt(path, delimiter=",", skiprows=1, unpack=True)
    return DataSet(key, target, reference, Samples(a, b), (one, two))


DATA_SETS = {
    found.key: found
    for found in (
        _read("cars", "number", "Ezekiel, Methods of Correlation Analysis (1930)"),
        _read("challenger", "class", "Presidential Commission on the Space Shuttle Challenger Accident (1986)"),
    )
}
