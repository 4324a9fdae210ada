"""The gallery: small pictures of all surfaces, to choose from."""
