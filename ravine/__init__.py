"""The app: the only folder that knows Streamlit."""
