"""`serve --room`: a hall without internet. The laptop is the server, phones come over its Wi-Fi."""

import contextlib
import json
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import segno

from titiktemu.config.cli import loading
from titiktemu.config.cli.running import STARTED_BY_LAUNCHER, make_private
from titiktemu.config.cli.texts import _

SECRETS = ("TITIKTEMU_SECRET_KEY", "TITIKTEMU_AUDIT_KEY")
KEPT = "room-secrets.json"
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 -- in a room every phone of the network is meant to come in
SECONDS_TO_END = 10


def prepare(port: int, var: Path) -> str:
    """Set the environment for a room, before settings are read; return the address for phones."""
    make_private(var)
    kept = _kept_secrets(var / KEPT)
    for name in SECRETS:
        os.environ.setdefault(name, kept[name])
    addresses = own_addresses()
    shown = f"http://{addresses[0]}:{port}"
    os.environ.setdefault("TITIKTEMU_PUBLIC_URL", shown)
    own = ["127.0.0.1", "localhost", "[::1]", *addresses, socket.gethostname().lower()]
    os.environ.setdefault("TITIKTEMU_HOSTS", ",".join(dict.fromkeys(own)))
    return os.environ["TITIKTEMU_PUBLIC_URL"]


def _kept_secrets(path: Path) -> dict[str, str]:
    """Secrets of this laptop, made once; without them a restart would sign everybody out."""
    if path.exists():
        kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        return kept
    made = {name: secrets.token_urlsafe(48) for name in SECRETS}
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(made, file)
    return made


def own_addresses() -> list[str]:
    """Under which addresses phones reach this machine, the likeliest first; nothing is sent."""
    found = []
    for sought in ("192.168.255.255", "10.255.255.255", "172.31.255.255"):
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((sought, 9))
            found.append(str(probe.getsockname()[0]))
    with contextlib.suppress(OSError):
        found += socket.gethostbyname_ex(socket.gethostname())[2]
    outside = [one for one in dict.fromkeys(found) if not one.startswith("127.")]
    return outside or ["127.0.0.1"]


def say(address: str) -> None:
    """Print where phones find this machine, as words and as a QR code, and what is not protected."""
    sys.stdout.write("\n" + _("Phones in the same Wi-Fi open: {address}").format(address=address) + "\n\n")
    segno.make(address, micro=False).terminal(sys.stdout, border=2, compact=True)
    sys.stdout.write(
        "\n"
        + _(
            "This is plain HTTP: whoever is in this Wi-Fi can read along. Use a Wi-Fi of your own, with a"
            " password. End with Ctrl-C; everything is kept."
        )
        + "\n"
    )
    sys.stdout.flush()


@contextmanager
def worker() -> Iterator[None]:
    """The worker beside the server; it ends when this process does, however that happens."""
    told = {**os.environ, STARTED_BY_LAUNCHER: "1", "PYTHONPATH": str(loading.ROOT / "src")}
    beside = subprocess.Popen([sys.executable, "-m", "titiktemu", "worker"], env=told, stdin=subprocess.PIPE)
    try:
        yield
    finally:
        if beside.stdin:
            beside.stdin.close()
        try:
            beside.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            beside.kill()
