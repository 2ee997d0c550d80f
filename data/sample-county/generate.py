#!/usr/bin/env python3
"""generate.py [--check]: writes areas.csv, observations.csv and targets.csv of the synthetic county.

Fourteen towns, 2019 to 2021. Thirteen are invented, and their names say so; the fourteenth is the real
report in ../town-2021, read from there. With --check nothing is written: the exit code is 1, and the
first line that differs is shown, if the files are not what this program would write. Integers only, and
a generator of random numbers of its own: every Python 3 writes the same bytes.
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
REAL = HERE.parent / "town-2021"

SEED = 20211231
COUNTY = "990121000000"
COUNTY_NAME = "示例县（合成数据 synthetic）"
MARK = "（合成）"
YEARS = (2019, 2020, 2021)

# code, name, registered population in 2019, villages, unit of fai, unit of other money
TOWNS = (
    ("990121102000", "甲河镇", 31640, 28, "亿元", "元"),
    ("990121103000", "乙泉镇", 25160, 24, "万元", "万元"),
    ("990121104000", "丙峰镇", 19930, 22, "亿元", "元"),
    ("990121105000", "丁湾镇", 27580, 26, "万元", "万元"),
    ("990121106000", "辛桥镇", 22470, 23, "亿元", "元"),
    ("990121107000", "壬溪镇", 18350, 19, "亿元", "元"),
    ("990121108000", "癸坪镇", 16240, 18, "万元", "万元"),
    ("990121200000", "戊岭乡", 10260, 14, "亿元", "元"),
    ("990121201000", "己川乡", 13000, 17, "万元", "万元"),
    ("990121202000", "庚原乡", 7730, 11, "亿元", "元"),
    ("990121203000", "子湖乡", 11820, 15, "亿元", "元"),
    ("990121204000", "丑塘乡", 9140, 12, "万元", "万元"),
    ("990121205000", "寅谷乡", 8410, 12, "亿元", "元"),
)
SILENT = ("寅谷乡", 2021)  # sent nothing at all that year

# What is placed and not drawn: (town, indicator, year) to value, unit, status. A unit of "" stands
# where the value names its own; an empty value is a row sent without a figure; None is no row.
PLACED = {
    # words of a report: over, about, at least, nearly
    ("甲河镇", "youth_training", 2021): ("300余人", "", ""),
    ("乙泉镇", "farmland_area", 2020): ("3900余亩", "", ""),
    ("乙泉镇", "farmland_area", 2021): ("4200余亩", "", ""),
    ("乙泉镇", "hazards", 2021): ("20余处", "", ""),
    ("丁湾镇", "job_transfer", 2021): ("约420人次", "", ""),
    ("辛桥镇", "job_transfer", 2021): ("360人次以上", "", ""),
    ("壬溪镇", "antifraud_users", 2021): ("近9500人", "", ""),
    # a village fewer than the year before
    ("丙峰镇", "villages", 2021): ("21", "个", ""),
    # zero to more; zero to zero; a small base
    ("乙泉镇", "upscaled", 2020): ("0", "个", ""),
    ("乙泉镇", "upscaled", 2021): ("3", "个", ""),
    ("戊岭乡", "upscaled", 2020): ("0", "个", ""),
    ("戊岭乡", "upscaled", 2021): ("0", "个", ""),
    ("甲河镇", "upscaled", 2020): ("2", "个", ""),
    ("甲河镇", "upscaled", 2021): ("5", "个", ""),
    # loss to profit, profit to loss, a smaller loss, a larger loss, nothing to profit
    ("乙泉镇", "village_profit", 2020): ("-4.2", "万元", ""),
    ("乙泉镇", "village_profit", 2021): ("36000", "元", ""),
    ("丙峰镇", "village_profit", 2020): ("5.1", "万元", ""),
    ("丙峰镇", "village_profit", 2021): ("-2.35", "万元", ""),
    ("丁湾镇", "village_profit", 2020): ("-8", "万元", ""),
    ("丁湾镇", "village_profit", 2021): ("-3.2", "万元", ""),
    ("戊岭乡", "village_profit", 2020): ("-1.5", "万元", ""),
    ("戊岭乡", "village_profit", 2021): ("-64000", "元", ""),
    ("己川乡", "village_profit", 2020): ("0", "万元", ""),
    ("己川乡", "village_profit", 2021): ("2.8", "万元", ""),
    # not final: provisional, estimated
    ("丁湾镇", "fai", 2021): ("59900", "万元", "provisional"),
    ("癸坪镇", "population", 2021): ("16080", "人", "estimated"),
    # the start of a way to a target: 1 亿元; 21 of 28 villages; 11 of 22
    ("戊岭乡", "fai", 2019): ("0.94", "亿元", ""),
    ("戊岭乡", "fai", 2020): ("1", "亿元", ""),
    ("戊岭乡", "fai", 2021): ("0.97", "亿元", ""),
    ("甲河镇", "sort_villages", 2020): ("21", "个", ""),
    ("丙峰镇", "sort_villages", 2020): ("11", "个", ""),
    # a stated rate that its parts give at the printed digits: 22 of 26 villages are 84.615 %
    ("丁湾镇", "sort_villages", 2021): ("22", "个", ""),
    ("丁湾镇", "sort_rate", 2021): ("84.6", "%", ""),
    # just short of a target that it seems to meet when rounded: 97.957 % of 98 %;
    # one child of the county not at school
    ("己川乡", "rcms_insured", 2021): ("11461", "人", ""),
    ("己川乡", "rcms_eligible", 2021): ("11700", "人", ""),
    ("丙峰镇", "child_enrolled", 2021): ("1203", "人", ""),
    ("丙峰镇", "child_total", 2021): ("1204", "人", ""),
    # sent without a figure
    ("庚原乡", "village_profit", 2021): ("", "", ""),
    ("庚原乡", "farmland_area", 2021): ("", "", ""),
    ("庚原乡", "temp_pers", 2021): ("", "", ""),
    ("庚原乡", "sort_villages", 2021): ("", "", ""),
    ("丑塘乡", "job_transfer", 2020): ("", "", ""),
    # not sent
    ("庚原乡", "temp_amt", 2021): None,
    ("庚原乡", "rcms_insured", 2021): None,
    ("庚原乡", "food_acc", 2021): None,
    ("子湖乡", "disputes", 2020): None,
    # so few towns that the county has no figure: 8 of 14
    ("丙峰镇", "youth_training", 2021): None,
    ("戊岭乡", "youth_training", 2021): None,
    ("己川乡", "youth_training", 2021): None,
    ("庚原乡", "youth_training", 2021): None,
    ("丑塘乡", "youth_training", 2021): None,
}

# Targets that are no town's own; those of the fai are made from the figures of 2020, below.
COUNTY_TARGETS = (
    "fai,990121200000,2025,>=,2,亿元,2020,1,compound",
    "dibao_size,,2021,in,1..6,人/户,,,",
    "enrol_child,990121000000,2021,>=,100,%,,,",
    "enrol_child,,2021,>=,100,%,,,",
    "enrol_comp,,2021,>=,100,%,,,",
    "rcms_rate,,2021,>=,98,%,,,",
    "county_visit,,2021,>=,90,%,,,",
    "food_acc,,2021,<=,0,起,,,",
    "sort_rate,990121000000,2021,>=,80,%,,,",
    "sort_rate,,2021,>=,78,%,,,",
    "sort_rate,990121102000,2025,>=,100,%,2020,75,linear",
    "sort_rate,990121104000,2025,>=,100,%,2020,50,linear",
)


class Random:
    """A linear congruential generator modulo 2**64 (multiplier and increment of D. E. Knuth's MMIX)."""

    def __init__(self, seed):
        self.state = seed

    def between(self, low, high):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return low + (self.state >> 33) * (high - low + 1) // 2**31


def money(yuan, unit):
    """A whole number of yuan written in the unit, exactly."""
    size = {"元": 1, "万元": 10**4, "亿元": 10**8}[unit]
    sign, yuan = ("-" if yuan < 0 else ""), abs(yuan)
    rest = str(yuan % size).zfill(len(str(size)) - 1).rstrip("0") if size > 1 else ""
    return f"{sign}{yuan // size}{'.' + rest if rest else ''}"


def drawn(draw, population, villages, fai_unit, unit):
    """An indicator to year to value, unit, status; in the order in which they are written."""
    rows = {}

    def of_years(indicator, its_unit, make, years=YEARS):
        rows[indicator] = {year: (str(make(year)), its_unit, "") for year in years}

    def path(start, low, high):
        """A figure of 2019 and, for each year after, a change of `low` to `high` in 1000."""
        values = [start]
        for _ in YEARS[1:]:
            values.append(values[-1] * (1000 + draw.between(low, high)) // 1000)
        return dict(zip(YEARS, values))

    persons = path(population, -13, -3)
    homes = path(population * 1000 // draw.between(3080, 3220), -3, 4)
    of_years("population", "人", persons.get)
    of_years("households", "户", homes.get)
    of_years("villages", "个", lambda _: villages)

    fai = path(population * draw.between(1500, 2000) // 10000, 10, 110)  # 100 万元 each
    of_years("fai", fai_unit, lambda year: money(fai[year] * 10**5, fai_unit))
    of_years("upscaled", "个", lambda _: draw.between(0, 1 + population // 8000))
    profit = path(draw.between(80, 130) * population // 1000, 20, 160)  # 100 yuan each
    of_years("village_profit", "万元", lambda year: money(profit[year] * 100, "万元"))
    of_years("farmland_area", "亩", lambda _: population * draw.between(12, 22) // 10000 * 100)
    of_years("job_transfer", "人次", path(population * draw.between(12, 16) // 1000, -20, 60).get)
    of_years("youth_training", "人", path(population * draw.between(6, 8) // 1000, 20, 90).get)

    dibao = path(population * draw.between(12, 17) // 1000, -60, -10)
    size = {year: draw.between(178, 192) for year in YEARS}
    on_dibao = {year: dibao[year] * size[year] // 100 for year in YEARS}
    each = path(draw.between(4300, 4800), 15, 50)
    of_years("dibao_hh", "户", dibao.get)
    of_years("dibao_pers", "人", on_dibao.get)
    of_years("dibao_amt", unit, lambda year: money(on_dibao[year] * each[year], unit))
    helped = path(population * draw.between(15, 22) // 10000, -80, 100)
    relief = {year: draw.between(11, 14) * 50 for year in YEARS}
    of_years("temp_pers", "人", helped.get)
    of_years("temp_amt", unit, lambda year: money(helped[year] * relief[year], unit))

    children = path(population * draw.between(55, 64) // 1000, -15, 10)
    absent = {2019: draw.between(0, 2), 2020: draw.between(0, 2), 2021: 0}
    of_years("child_enrolled", "人", lambda year: children[year] - absent[year])
    of_years("child_total", "人", children.get)
    eligible = {year: persons[year] * draw.between(900, 918) // 1000 for year in YEARS}
    share = {2019: 958, 2020: 971, 2021: 983}
    insured = {year: eligible[year] * (share[year] + draw.between(0, 8)) // 1000 for year in YEARS}
    of_years("rcms_insured", "人", insured.get)
    of_years("rcms_eligible", "人", eligible.get)
    visits = path(population * draw.between(275, 300) // 100, -5, 35)
    near = {2019: 895, 2020: 901, 2021: 905}
    at_home = {year: visits[year] * (near[year] + draw.between(0, 12)) // 1000 for year in YEARS}
    of_years("county_visits", "人次", at_home.get)
    of_years("insured_visits", "人次", visits.get)

    of_years("hazards", "处", path(population * draw.between(8, 13) // 10000, -120, 120).get)
    of_years("disputes", "件次", path(population * draw.between(16, 22) // 10000, -90, 50).get)
    of_years("antifraud_users", "人", lambda year: persons[year] * draw.between(440, 570) // 1000,
             (2021,))
    of_years("food_acc", "起", lambda _: draw.between(0, 9) // 9)
    of_years("green_villages", "个", lambda _: villages * draw.between(10, 35) // 100, (2018, 2021))
    sorted_share = {2019: 25, 2020: 55, 2021: 74}
    of_years("sort_villages", "个",
             lambda year: (villages * (sorted_share[year] + draw.between(0, 12)) + 50) // 100)
    return rows


def rows_of(index, town):
    """(indicator, year) to value, unit, status of one invented town."""
    _, name, *rest = town
    rows = {(indicator, year): row
            for indicator, years in drawn(Random(SEED + index), *rest).items()
            for year, row in years.items()}
    for (placed_name, indicator, year), row in PLACED.items():
        if placed_name == name:
            rows[indicator, year] = row
    return {key: row for key, row in rows.items() if row is not None and (name, key[1]) != SILENT}


def fai_target(row):
    """The unit of the town's figure and 105 % of it, up to the next five million yuan."""
    value, unit, _ = row
    whole, _, part = value.partition(".")
    digits = {"万元": 4, "亿元": 8}[unit]
    yuan = int(whole) * 10**digits + int(part.ljust(digits, "0"))
    step = 5 * 10**6
    return money((yuan * 105 // 100 + step - 1) // step * step, unit), unit


def lines_of(path):
    return path.read_text(encoding="utf-8").splitlines()


def files():
    """The name of each file to its lines."""
    header, *real_areas = lines_of(REAL / "areas.csv")
    areas = [header, f"{COUNTY},{COUNTY_NAME},,county"]
    for line in real_areas:
        code, name, _, level = line.split(",")
        areas.append(f"{code},{name},{COUNTY},{level}")
    areas += [f"{code},{name}{MARK},{COUNTY},town" for code, name, *_ in TOWNS]

    observations = lines_of(REAL / "observations.csv")
    header, *real_targets = lines_of(REAL / "targets.csv")
    targets = [header, "fai,990121000000,2021,>=,45,亿元,,,"]
    for index, town in enumerate(TOWNS):
        rows = rows_of(index, town)
        for (indicator, year), (value, unit, status) in rows.items():
            observations.append(f"{town[0]},{indicator},{year},{value},{unit},{status},")
        value, unit = fai_target(rows["fai", 2020])
        targets.append(f"fai,{town[0]},2021,>=,{value},{unit},,,")
    targets += COUNTY_TARGETS
    # Those of the real town for 2021 are what COUNTY_TARGETS asks of every town.
    targets += [line for line in real_targets if line.split(",")[2] != "2021"]
    return {"areas.csv": areas, "observations.csv": observations, "targets.csv": targets}


def difference(name, lines):
    """The first difference of the file from these lines, in words, or None."""
    wanted = "".join(line + "\n" for line in lines).encode()
    found = (HERE / name).read_bytes() if (HERE / name).is_file() else b""
    if found == wanted:
        return None
    pairs = zip(wanted.split(b"\n") + [b""], found.split(b"\n") + [b""])
    number, (want, have) = next(((number, pair) for number, pair in enumerate(pairs, 1)
                                 if pair[0] != pair[1]), (0, (wanted, found)))
    return (f"{name}:{number}: expected {want.decode()!r}, "
            f"found {have.decode(errors='backslashreplace')!r}")


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__.splitlines()[0], file=sys.stderr)
        return 2
    if not arguments:
        for name, lines in files().items():
            (HERE / name).write_bytes("".join(line + "\n" for line in lines).encode())
        return 0
    faults = [fault for fault in (difference(*entry) for entry in files().items()) if fault]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
