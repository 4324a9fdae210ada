"""A lecture hall in one process: visitors without browsers, in Streamlit's own protocol. ``python -m benchmarks.load``."""
