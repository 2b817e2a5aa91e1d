"""One file per kind of record: its fields, the headers they go by, and what follows from them."""
