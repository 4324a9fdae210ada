"""Load the classic data sets of ``data/sets``, whose README names their sources."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from landscapes._synthetic import Samples

FOLDER = Path(__file__).parent / "data" / "sets"


@dataclass(frozen=True)
class DataSet:
    """A real data set.

    Attributes:
        key: the file name; permanent.
        target: ``number`` or ``class``, as in DataLandscape.
        samples: as measured, in file order.
        columns: names of input and target in the file.
        reference: publication of the numbers.
    """

    key: str
    target: str
    reference: str
    samples: Samples
    columns: tuple[str, str]


def _read(key: str, target: str, reference: str) -> DataSet:
    path = FOLDER / f"{key}.csv"
    first, second = path.read_text("utf-8").partition("\n")[0].split(",")
    a, b = np.loadtxt(path, delimiter=",", skiprows=1, unpack=True)
    return DataSet(key, target, reference, Samples(a, b), (first, second))


DATA_SETS = {
    data_set.key: data_set
    for data_set in (
        _read("cars", "number", "Ezekiel, Methods of Correlation Analysis (1930)"),
        _read("challenger", "class", "Presidential Commission on the Space Shuttle Challenger Accident (1986)"),
    )
}
