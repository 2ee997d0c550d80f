"""The areas: every township of China and what it belongs to, from a published package.

The package is fetched by name with npm, from wherever npm is set to look, and checked against the hash
below: other content is refused.
"""

import csv
import hashlib
import io
import subprocess
import tarfile

PACKAGE = "china-division"
VERSION = "2.7.0"
SHA256 = "210ad17ed5de7355ff069eabec71671f7d43c39295effcb013214815ed3ecc85"
TOWNSHIPS = 41_352
VILLAGES = 620_573

# Table of the package, level in ours.
TABLES = (("provinces", "province"), ("cities", "prefecture"), ("areas", "county"),
          ("streets", "town"))


class WrongPackage(Exception):
    """What was fetched is not what is expected."""


def fetch(folder):
    """The package's file, fetched unless it is there."""
    file = folder / f"{PACKAGE}-{VERSION}.tgz"
    if not file.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"], cwd=folder, check=True,
                       stdout=subprocess.DEVNULL)
    check(file)
    return file


def check(file):
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found != SHA256:
        raise WrongPackage(f"{file}: expected SHA-256 {SHA256}, found {found}")


def rows_of(package, table):
    """(code, name) of each row of a table."""
    with tarfile.open(package) as archive:
        text = archive.extractfile(f"package/dist/{table}.csv").read().decode("utf-8")
    return [(row["code"], row["name"]) for row in csv.DictReader(io.StringIO(text))]


def list_of(tables):
    """(code, name, parent, level) of every area, from (level, [(code, name)]) from the top down.

    Prefectures without counties have one by name in the package, and a county without townships is its
    own: their codes only differ in zeros. The lowest level keeps such an area, else the highest;
    elsewhere it is left out, and what belongs to it belongs to the one above.
    """
    def full(code):
        return code.ljust(12, "0")

    listed, above = [], set()
    lowest = tables[-1][0]
    taken = {full(code) for code, _ in tables[-1][1]}
    for level, rows in tables:
        kept = [(code, name) for code, name in rows if level == lowest or full(code) not in taken]
        for code, name in kept:
            parent = next((code[:n] for n in (9, 6, 4, 2) if n < len(code) and code[:n] in above), "")
            listed.append((code, name, parent, level))
        above.update(code for code, _ in kept)
        taken.update(full(code) for code, _ in kept)
    return listed


def write_areas(package, tables, target):
    """The tables as one list of areas that the library reads; the last one's codes beside it."""
    listed = list_of([(level, rows_of(package, table)) for table, level in tables])
    codes = sorted(code for code, _, _, level in listed if level == tables[-1][1])
    with open(target, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("code", "name", "parent", "level"))
        out.writerows(listed)
    target.with_suffix(".codes").write_text("\n".join(codes) + "\n", encoding="ascii")
    return len(codes)


def prepare(folder, tables=TABLES, count=TOWNSHIPS):
    """A list of areas and, beside it, the codes of its lowest level; that many there have to be."""
    target = folder / f"{tables[-1][1]}s.csv"
    if not target.with_suffix(".codes").is_file():
        found = write_areas(fetch(folder), tables, target)
        if found != count:
            raise WrongPackage(f"expected {count} areas of the level {tables[-1][1]}, found {found}")
    return target


def prepare_villages(folder):
    return prepare(folder, (*TABLES, ("villages", "village")), VILLAGES)
