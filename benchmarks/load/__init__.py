"""A lecture hall in one process: visitors without browsers, in Streamlit's protocol. ``python -m benchmarks.load``."""
