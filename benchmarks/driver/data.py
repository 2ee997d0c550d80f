"""The input files, made once a folder: sorted, shuffled and CSV figures of all townships."""

import json
import subprocess

import areas

PERIODS = 20
FIRST_YEAR = 2005

# Which files a kind of data has, by the generator's words.
PARTS = {"sorted": ("sorted", "panel"), "shuffled": ("shuffled",), "csv": ("csv",)}
MONTHS = 120


def prepare(build, data, indicators, programs):
    """The folder of the data that a workload names; made unless it is there."""
    kind = data.removesuffix("-8m")
    folder = build / "data" / f"{kind}-{indicators}"
    if (folder / "shape.json").is_file():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "packed":
        listed = areas.prepare_villages(build / "areas")
        write_shape(folder, listed, indicators, MONTHS, "packing.json")
        subprocess.run([programs / "zb_bench_pack", folder / "packing.json", folder], check=True)
        (folder / "packing.json").replace(folder / "shape.json")
        return folder
    listed = areas.prepare(build / "areas")
    for part in PARTS[kind]:
        subprocess.run([programs / "zb_bench_generate", listed.with_suffix(".codes"),
                        str(indicators), part, folder], check=True)
    write_shape(folder, listed, indicators, PERIODS)
    return folder


def prepare_shape(build, indicators):
    """A folder that only says what the figures are, for a worker that draws them itself."""
    folder = build / "data" / f"drawn-{indicators}"
    folder.mkdir(parents=True, exist_ok=True)
    write_shape(folder, areas.prepare(build / "areas"), indicators, PERIODS)
    return folder


def write_shape(folder, listed, indicators, periods, name="shape.json"):
    """Last of all: a folder with a shape.json is complete."""
    shape = {"areas": str(listed), "codes": str(listed.with_suffix(".codes")),
             "indicators": indicators, "periods": periods, "first_year": FIRST_YEAR}
    part = folder / (name + ".part")
    part.write_text(json.dumps(shape, indent=1) + "\n", encoding="utf-8")
    part.replace(folder / name)


def cells_of(data, indicators):
    if data == "packed":
        return areas.VILLAGES * indicators * MONTHS
    return areas.TOWNSHIPS * indicators * PERIODS
