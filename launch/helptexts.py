"""The help of every command in both languages; short, because `COMMAND --help` tells the rest once set up."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from launch.problems import WRONG_USE
from launch.texts import language

COMMANDS = {
    "demo": (
        "demo [--port PORT] [--reset]",
        "show Titik Temu on this computer with an invented initiative (Ctrl-C ends it)",
        "memperlihatkan Titik Temu di komputer ini dengan inisiatif rekaan (Ctrl-C untuk mengakhiri)",
    ),
    "test": (
        "test [TEST ...]",
        "run all tests and checks, or only the tests that are named",
        "menjalankan semua uji dan pemeriksaan, atau hanya uji yang disebut",
    ),
    "serve": (
        "serve [--host HOST] [--port PORT] [--migrate] [--room]",
        "run the web server for real use, with the settings of the environment",
        "menjalankan server web untuk pemakaian sungguhan, dengan pengaturan dari environment",
    ),
    "worker": (
        "worker",
        "run what happens in the background; one is needed beside the web server",
        "menjalankan pekerjaan di balik layar; satu diperlukan di samping server web",
    ),
    "administrator": (
        "administrator NAME E-MAIL",
        "appoint somebody who runs the site; the first one can only be appointed here",
        "menunjuk orang yang mengelola situs; yang pertama hanya dapat ditunjuk di sini",
    ),
    "backup": (
        "backup FILE",
        "copy everything into one file, while the server runs",
        "menyalin semuanya ke dalam satu berkas, sementara server berjalan",
    ),
    "restore": (
        "restore FILE",
        "bring back what a backup holds; what was there is kept aside",
        "memulihkan isi cadangan; yang ada sebelumnya tetap disimpan",
    ),
    "import-polis": (
        "import-polis FOLDER [--initiative NAME]",
        "take over a consultation that was exported from Pol.is",
        "mengambil alih konsultasi yang diekspor dari Pol.is",
    ),
    "verify-audit": (
        "verify-audit",
        "check that no entry of the log was changed, removed or added",
        "memeriksa bahwa tidak ada catatan log yang diubah, dihapus, atau disisipkan",
    ),
    "check": (
        "check FILE [--json]",
        "say what a spreadsheet holds and whether people are in it",
        "menjelaskan isi lembar kerja dan apakah ada data orang di dalamnya",
    ),
    "analyse": (
        "analyse KIND FILE … [--json]",
        "analyse plain files: opinion, survey, sortition, ballots, agreement, causes, text",
        "menganalisis berkas biasa: opinion, survey, sortition, ballots, agreement, causes, text",
    ),
    "doctor": (
        "doctor",
        "look whether this installation is well, one line for each thing",
        "memeriksa kesehatan instalasi ini, satu baris untuk tiap hal",
    ),
    "bench": (
        "bench opinion|catalogue [--rows ROWS] [--scale S] [--data FOLDER] [--json]",
        "measure how fast it is, beside other programs",
        "mengukur kecepatan, di samping program lain",
    ),
}
"""Name -> how it is called, what it does (English, Indonesian)."""

OPTIONS = {
    "serve": {
        "--host HOST": (
            "address to listen at (127.0.0.1); 0.0.0.0 for every one",
            "alamat yang didengarkan (127.0.0.1); 0.0.0.0 untuk semua alamat",
        ),
        "--port PORT": ("port to listen at (8000)", "port yang didengarkan (8000)"),
        "--room": (
            "serve a hall from this computer, without internet: every address, the worker beside",
            "melayani satu ruangan dari komputer ini, tanpa internet: semua alamat, berikut worker-nya",
        ),
        "--migrate": ("bring the database up to date first", "memutakhirkan basis data lebih dahulu"),
    },
    "import-polis": {
        "--initiative NAME": ("the initiative that it belongs to", "inisiatif tempat konsultasi itu"),
    },
    "check": {
        "--json": ("print everything as JSON", "menampilkan semuanya sebagai JSON"),
    },
    "analyse": {
        "--json": ("print everything as JSON", "menampilkan semuanya sebagai JSON"),
    },
    "bench": {
        "--rows ROWS": (
            "which rows: large,huge,peer,real,live; check,validate,statistics,personal,workbook",
            "baris mana: large,huge,peer,real,live; check,validate,statistics,personal,workbook",
        ),
        "--scale S": ("smaller sizes, for a quick look", "ukuran lebih kecil, untuk melihat sekilas"),
        "--data FOLDER": (
            "folder with exported conversations, or with make_big.py",
            "folder berisi percakapan yang diekspor, atau make_big.py",
        ),
        "--json": ("print everything as JSON", "menampilkan semuanya sebagai JSON"),
    },
}
"""Command -> option -> what it does; told before the requirements are there that the command itself needs."""

OTHER = {
    "usage_of_one": ("usage: ", "pemakaian: "),
    "options": ("options", "pilihan"),
    "help": ("show this help and exit", "menampilkan bantuan ini lalu selesai"),
    "error": ("{prog}: error: {message}", "{prog}: galat: {message}"),
    "port": ("port on this computer (8000)", "port di komputer ini (8000)"),
    "reset": (
        "forget what was done in the demo and load it afresh",
        "melupakan semua yang dilakukan dalam demo dan memuatnya dari awal",
    ),
    "head": (
        "Titik Temu: government and civil society find common ground, on facts and open data.",
        "Titik Temu: pemerintah dan masyarakat sipil menemukan titik temu, dengan fakta dan data terbuka.",
    ),
    "usage": ("Usage: ./titiktemu COMMAND", "Pemakaian: ./titiktemu PERINTAH"),
    "more": (
        "./titiktemu COMMAND --help tells more about one of them. The language follows LANG.",
        "./titiktemu PERINTAH --help menjelaskan lebih lanjut. Bahasanya mengikuti LANG.",
    ),
    "test_parts": (
        "Without arguments: ruff, djlint, mypy, import contracts, migrations, translations, the tests\n"
        "on SQLite and on PostgreSQL, and the tests in a real browser. With arguments, as pytest takes\n"
        "them: just those tests, on SQLite. The last line is the total of all parts; the exit code is 1\n"
        "if anything failed.",
        "Tanpa argumen: ruff, djlint, mypy, kontrak impor, migrasi, terjemahan, uji pada SQLite dan\n"
        "pada PostgreSQL, serta uji dalam peramban sungguhan. Dengan argumen, sebagaimana dimengerti\n"
        "pytest: hanya uji itu, pada SQLite. Baris terakhir adalah jumlah semua bagian; kode keluar 1\n"
        "bila ada yang gagal.",
    ),
}


def tell(key: str) -> str:
    """A command's description, or another text of the help, in the reader's language."""
    return COMMANDS[key][1 + language()] if key in COMMANDS else OTHER[key][language()]


def overview() -> str:
    """What `./titiktemu --help` prints."""
    width = max(len(name) for name in COMMANDS)
    lines = [f"  {name.ljust(width)}  {tell(name)}" for name in COMMANDS]
    return "\n".join([tell("head"), "", tell("usage"), "", *lines, "", tell("more"), ""])


def of_command(name: str) -> str:
    """What `./titiktemu COMMAND --help` prints before anything is installed."""
    parts = [f"./titiktemu {COMMANDS[name][0]}", "", tell(name)]
    if name == "test":
        parts += ["", tell("test_parts")]
    if name in OPTIONS:
        known = {option: said[language()] for option, said in OPTIONS[name].items()}
        width = max(map(len, known))
        parts += ["", f"{tell('options')}:", *(f"  {o.ljust(width)}  {said}" for o, said in known.items())]
    return "\n".join([*parts, ""])


class Headings(argparse.HelpFormatter):
    """argparse's layout with our word for usage."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Add the line of the usage."""
        super().add_usage(usage, actions, groups, tell("usage_of_one") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argparse that speaks the reader's language before there is a catalogue to ask."""

    def __init__(self, **more: Any) -> None:
        super().__init__(add_help=False, formatter_class=Headings, **more)
        self._optionals.title = tell("options")
        self.add_argument("-h", "--help", action="help", help=tell("help"))

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong with the arguments and end."""
        self.exit(WRONG_USE, tell("error").format(prog=self.prog, message=message) + "\n")
