"""How every property test draws its examples: the same ones in each run, however slow the machine is."""

from hypothesis import HealthCheck, settings

settings.register_profile("ravine", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ravine")
