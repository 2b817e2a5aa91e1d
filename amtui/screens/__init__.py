"""One module per screen: each loads what it shows, and turns keys into changes."""
