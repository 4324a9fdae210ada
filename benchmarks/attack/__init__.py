"""Attack a server of one's own, and measure what an innocent visitor feels meanwhile."""
