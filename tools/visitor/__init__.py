"""A visitor without a browser, in Streamlit's protocol: for tests, and by the hundred for `make load`."""
