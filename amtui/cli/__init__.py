"""The command line: parses, asks the services, prints; loads a screen only where one opens."""
