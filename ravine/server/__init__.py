"""The server beside Streamlit: routes, static files, headers, log."""
