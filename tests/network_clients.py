"""What counts as a network client: modules that no part of the program may import.

``socket`` itself is not among them: multiprocessing and tqdm import it for local pipes.
"""

CLIENTS = frozenset(
    [
        "aiohttp",
        "anyio",
        "asyncio",
        "ftplib",
        "h11",
        "h2",
        "hf_xet",
        "http.client",
        "http.server",
        "httpcore",
        "httpcore2",
        "httpx",
        "httpx2",
        "huggingface_hub",
        "imaplib",
        "nntplib",
        "poplib",
        "requests",
        "smtplib",
        "socketserver",
        "ssl",
        "_ssl",
        "telnetlib",
        "truststore",
        "urllib.request",
        "urllib3",
        "websocket",
        "websockets",
        "xmlrpc.client",
        "xmlrpc.server",
        "PySide6.QtNetwork",
        "PySide6.QtWebEngineCore",
        "PySide6.QtWebSockets",
    ]
)
"""Full module names; a submodule counts as well."""


def clients_among(modules: set[str]) -> set[str]:
    """The names in ``modules`` that are network clients or parts of one."""
    return {name for name in modules if any(_ancestor in CLIENTS for _ancestor in _ancestors(name))}


def _ancestors(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[: count + 1]) for count in range(len(parts))]
