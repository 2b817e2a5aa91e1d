"""What a client and a session say to each other over their socket.

The client sends its three descriptors with a length, then that many bytes: the make of its program, its
folder and mask, the arguments and the environment. The session answers YES or NO. After YES the client lets
go of the terminal and sends GO. From then on each byte that it sends is the number of a signal, the end of
the connection is the end of the client. The byte that the session sends then is its exit code, and the last
thing that it does.

Loaded before anything else of the program in every session, so it imports nothing.
"""

YES, NO, GO = b"y", b"n", b"g"
LENGTH = 4
DESCRIPTORS = 3
MOST = 1 << 24
"""Bytes above which nobody's environment is believed."""
_END = "\0"

Asked = tuple[str, str, int, list[str], dict[str, str]]
"""Make, folder, mask for new files, arguments, environment."""


def encoded(make: str, folder: str, mask: int, arguments: list[str], environment: dict[str, str]) -> bytes:
    """Return what is asked for as bytes; none of it can hold a zero byte, which ends each part."""
    variables = [f"{name}={value}" for name, value in environment.items()]
    parts = [make, folder, str(mask), str(len(arguments)), *arguments, *variables]
    return _END.join(parts).encode("utf-8", "surrogateescape")


def decoded(data: bytes) -> Asked:
    """Return what was asked for.

    Raises:
        ValueError: it is nothing of the kind.
    """
    make, folder, mask, count, *rest = data.decode("utf-8", "surrogateescape").split(_END)
    arguments, variables = rest[: int(count)], rest[int(count) :]
    pairs = (one.partition("=") for one in variables)
    return make, folder, int(mask), arguments, {name: value for name, _, value in pairs}
