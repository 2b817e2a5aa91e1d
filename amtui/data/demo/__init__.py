"""A believable world to look around in: the same for the same seed and sizes, on every machine."""
