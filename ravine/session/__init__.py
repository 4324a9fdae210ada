"""One visitor's session: the race that is shown, its address, what the stage reports."""
