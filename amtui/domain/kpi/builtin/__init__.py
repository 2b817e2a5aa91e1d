"""The KPIs that the program brings, a module each; a new one is another module with a `DEFINITION`."""
