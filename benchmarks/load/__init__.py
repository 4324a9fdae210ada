"""Load test of a lecture hall, ``python -m benchmarks.load``: visitors without browsers, in Streamlit's protocol."""
