"""Fill the kernel cache: ``python -m experiments.warm``, which the image build runs.

The kernels are the engine's, and the functions of this package that importing it declares as compiled.
"""

from engine import warm_up


def main() -> None:
    report = warm_up()
    print(
        f"{report.kernels} kernels: {report.compiled} compiled, {report.loaded} loaded from the cache,"
        f" {report.seconds:.2f} s"
    )


if __name__ == "__main__":
    main()
