"""Carrying a delivery from a file to a release, through the real services and the real worker."""

import io

from titiktemu.analysis.recipes.choices import Recipe
from titiktemu.catalogue.models import Dataset, Delivery, Job
from titiktemu.catalogue.services.confirming import choose_treatments, confirm_table
from titiktemu.catalogue.services.datasets import add_asset, add_dataset
from titiktemu.catalogue.services.deciding import decide, publish
from titiktemu.catalogue.services.uploading import upload_whole
from titiktemu.catalogue.tasks import work_on
from titiktemu.foundation.models import Roster
from titiktemu.foundation.services.rosters import confirm_roster
from titiktemu.foundation.words import Side

REASON = "Angka ini sudah dibahas dan boleh dibuka untuk umum."
SCHOOLS = (
    b"kode_wilayah;kecamatan;jumlah_sekolah;biaya (Rp)\r\n"
    b"35.10.01;Pesanggaran;54;1.250.000\r\n"
    b"35.10.02;Bangorejo;41;980.500\r\n"
    b"35.10.03;Purwoharjo;37;1.004.000\r\n"
)
PEOPLE = (
    b"nik;nama;umur;jenis_kelamin;penyakit\r\n"
    b"3510014508900001;Siti Aminah;34;P;TB\r\n"
    b"3510011207850002;Budi Santoso;39;L;Asma\r\n"
    b"3510016703920003;Dewi Lestari;32;P;TB\r\n"
    b"3510010101880004;Agus Salim;38;L;Asma\r\n"
)


def dataset_for(actor, initiative, side=Side.GOVERNMENT, **fields):
    asset = add_asset(actor=actor, initiative=initiative, title="Data sekolah", side=side)
    shown = {"licence": Dataset.Licence.CC_BY, **fields}
    return add_dataset(actor=actor, asset=asset, title="Sekolah per kecamatan", **shown)


def work():
    """Let the worker do everything that waits."""
    while (job := Job.objects.filter(state=Job.State.WAITING).order_by("pk").first()) is not None:
        work_on.call(job.pk)


def fresh(row):
    """The row as the database has it now."""
    return type(row).objects.get(pk=row.pk)


def delivered(actor, dataset, content=SCHOOLS, name="sekolah.csv"):
    """A delivery that was sent and read."""
    made = upload_whole(actor=actor, dataset=dataset, name=name, file=io.BytesIO(content), size=len(content))
    work()
    return Delivery.objects.get(pk=made.pk)


def proposal(delivery, place=1):
    return Recipe.from_json(delivery.report["proposals"][place - 1]["recipe"])


def prepared(actor, dataset, content=SCHOOLS):
    """A delivery whose table was confirmed as it was proposed."""
    delivery = delivered(actor, dataset, content)
    confirm_table(actor=actor, delivery=delivery, recipe=proposal(delivery))
    work()
    return Delivery.objects.get(pk=delivery.pk)


def protected(actor, dataset, content=SCHOOLS, treatments=(), keep=()):
    """A delivery that waits for a decision."""
    delivery = prepared(actor, dataset, content)
    choose_treatments(actor=actor, delivery=delivery, treatments=treatments, keep=keep)
    work()
    return Delivery.objects.get(pk=delivery.pk)


def list_confirmed(actor, about):
    """The side of this delivery or place says that its list is right; whoever adds somebody undoes that."""
    roster = Roster.objects.get(initiative=about.initiative, side=about.side)
    if roster.confirmed_at is None:
        confirm_roster(actor=actor, roster=roster)


def decided(actor, delivery, *, approves=True, reason=REASON, **decision):
    """A decision of somebody whose side has confirmed its list."""
    list_confirmed(actor, delivery)
    return decide(actor=actor, delivery=delivery, approves=approves, reason=reason, **decision)


def released(actor, dataset, content=SCHOOLS, treatments=(), keep=(), **decision):
    """The release of a delivery on which this person decided."""
    delivery = protected(actor, dataset, content, treatments, keep)
    decided(actor, delivery, **decision)
    publish(actor=actor, delivery=delivery)
    work()
    return Delivery.objects.get(pk=delivery.pk).release
