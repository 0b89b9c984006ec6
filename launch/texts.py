"""What the launcher says, in both languages: before the first installation there is no catalogue to ask."""

from __future__ import annotations

import locale
import os
from typing import Any

ENGLISH, INDONESIAN = 0, 1

TEXTS = {
    "no_python": (
        "No fitting Python was found: Titik Temu needs Python 3.13 or 3.12 with venv and SQLite 3.37 or newer"
        " (on Debian and Ubuntu: apt install python3 python3-venv). Tried: {tried}.",
        "Tidak ditemukan Python yang cocok: Titik Temu memerlukan Python 3.13 atau 3.12 dengan venv dan"
        " SQLite 3.37 atau lebih baru (di Debian dan Ubuntu: apt install python3 python3-venv)."
        " Sudah dicoba: {tried}.",
    ),
    "nothing_tried": ("no Python at all", "tidak ada Python sama sekali"),
    "old_launcher": (
        "Titik Temu's launcher needs Python 3.8 or newer to start.",
        "Peluncur Titik Temu memerlukan Python 3.8 atau lebih baru.",
    ),
    "disk_full": (
        "The disk is full ({place}): free some space and start again; nothing half made was kept.",
        "Penyimpanan penuh ({place}): kosongkan sedikit ruang lalu jalankan lagi;"
        " tidak ada yang tertinggal setengah jadi.",
    ),
    "disk_nearly_full": (
        "Not enough free space in {place}: {needed} MB are needed, {free} MB are free. Nothing was changed.",
        "Ruang kosong di {place} tidak cukup: diperlukan {needed} MB, tersedia {free} MB."
        " Tidak ada yang diubah.",
    ),
    "port_taken": (
        "Port {port} on this computer is already in use: stop the program that uses it, or choose another"
        " with --port {other}.",
        "Port {port} di komputer ini sedang dipakai: hentikan program yang memakainya, atau pilih yang lain"
        " dengan --port {other}.",
    ),
    "not_ours": (
        "{place} is there but is not a Python environment of this project; move it away and start again.",
        "{place} sudah ada tetapi bukan lingkungan Python proyek ini; pindahkan dulu lalu jalankan lagi.",
    ),
    "install_failed": (
        "The requirements could not be installed (is there a connection to the internet?);"
        " nothing half made was kept.",
        "Pustaka yang diperlukan tidak dapat dipasang (apakah ada sambungan internet?);"
        " tidak ada yang tertinggal setengah jadi.",
    ),
    "venv_failed": (
        "The Python environment could not be made in {place}.",
        "Lingkungan Python tidak dapat dibuat di {place}.",
    ),
    "kernels_failed": (
        "The fast loops over votes could not be compiled.",
        "Bagian penghitung suara yang cepat tidak dapat dikompilasi.",
    ),
    "messages_failed": (
        "The translations could not be compiled.",
        "Terjemahan tidak dapat disusun.",
    ),
    "prepare_failed": (
        "The demo's database could not be prepared.",
        "Basis data demo tidak dapat disiapkan.",
    ),
    "making": (
        "Preparing the Python environment with {python} (only now; it takes a minute or two) …",
        "Menyiapkan lingkungan Python dengan {python} (hanya kali ini; satu atau dua menit) …",
    ),
    "installing": (
        "Installing the requirements ({group}) …",
        "Memasang pustaka yang diperlukan ({group}) …",
    ),
    "asking_uv": (
        "No fitting Python here; asking uv for one …",
        "Tidak ada Python yang cocok di sini; memintanya lewat uv …",
    ),
    "waiting": (
        "Another Titik Temu command is preparing the Python environment; waiting for it …",
        "Perintah Titik Temu yang lain sedang menyiapkan lingkungan Python; menunggu …",
    ),
    "starting": ("Starting the demo …", "Memulai demo …"),
    "answers": (
        "Titik Temu answers at {address} (Ctrl-C ends it).",
        "Titik Temu dapat dibuka di {address} (Ctrl-C untuk mengakhiri).",
    ),
    "ending": ("Ending …", "Mengakhiri …"),
    "ended": ("Ended; nothing is left running.", "Selesai; tidak ada yang masih berjalan."),
    "web_server": ("web server", "server web"),
    "worker": ("worker", "pekerja latar"),
    "died": (
        "The {name} ended by itself (exit code {status}), so everything was ended. Its last words:",
        "{name} berhenti sendiri (kode keluar {status}), maka semuanya diakhiri. Kata-kata terakhirnya:",
    ),
    "silent": (
        "The web server did not answer within {seconds} seconds, so everything was ended. Its last words:",
        "Server web tidak menjawab dalam {seconds} detik, maka semuanya diakhiri. Kata-kata terakhirnya:",
    ),
    "answers_error": (
        "The web server answers its first page with an error ({status}), so everything was ended."
        " Its last words:",
        "Server web menjawab halaman pertamanya dengan galat ({status}), maka semuanya diakhiri."
        " Kata-kata terakhirnya:",
    ),
    "unknown_command": (
        "There is no command '{command}'; ./titiktemu --help lists them.",
        "Tidak ada perintah '{command}'; ./titiktemu --help menampilkan daftarnya.",
    ),
    "bad_port": (
        "--port needs a number from 1 to 65535, not '{given}'.",
        "--port memerlukan angka 1 sampai 65535, bukan '{given}'.",
    ),
    "interrupted": ("Interrupted.", "Dihentikan."),
}


def language() -> int:
    """The reader's language: Indonesian where the environment says so (as gettext reads it), else English."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        wished = os.environ.get(name, "")
        if wished:
            return INDONESIAN if wished.lower().startswith(("id", "in_id")) else ENGLISH
    set_by_system = locale.getlocale()[0] or ""
    return INDONESIAN if set_by_system.lower().startswith(("id_", "indonesia")) else ENGLISH


def say(key: str, **values: Any) -> str:
    """The text of `key` in the reader's language, with its values filled in."""
    return TEXTS[key][language()].format(**values)
