"""What cannot be followed, in a sentence."""


class FollowError(ValueError):
    """The scenario names no single reference, or what was given is no optimizer."""
