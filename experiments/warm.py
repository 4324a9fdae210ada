"""``python -m experiments.warm``: fill the kernel cache, as the image does when it is built.

The engine's own kernels, and what this package has compiled: importing it declares that.
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
