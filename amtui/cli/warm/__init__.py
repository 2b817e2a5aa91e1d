"""Sessions that begin where the program is loaded already, in a fork; in a plain process where it is not."""
