"""What the pages draw with Streamlit: playground and lesson, sidebar, panels."""
