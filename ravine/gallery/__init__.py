"""Gallery: a dialog with thumbnails of all surfaces, to choose one."""
