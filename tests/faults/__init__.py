"""Sessions in real terminals, here and over SSH, begun plainly and from a warm parent."""
