"""Reports in formats that leave the program."""
