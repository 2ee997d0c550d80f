"""How the cost of a cell grows with their number: measured, judged and drawn."""

FLAT_FROM = 4_000_000
FLAT_WITHIN = 1.3


def curve_of(steps):
    """`steps`: (cells, times) of each size."""
    return [{"cells": cells, "seconds": times.seconds, "ns_per_cell": times.seconds / cells * 1e9,
             "peak_bytes_per_cell": times.peak / cells} for cells, times in steps]


def extremes(curve):
    """The highest and the lowest cost of a cell from where it has to be flat; None where nothing is."""
    costs = [step["ns_per_cell"] for step in curve if step["cells"] >= FLAT_FROM]
    return (max(costs), min(costs)) if costs else None


def as_text(curve):
    widest = max(step["ns_per_cell"] for step in curve)
    lines = [f"{'cells':>12}  {'seconds':>8}  {'ns/cell':>8}  {'bytes/cell':>10}"]
    for step in curve:
        bar = "#" * round(40 * step["ns_per_cell"] / widest)
        lines.append(f"{step['cells']:>12,}  {step['seconds']:>8.4f}  {step['ns_per_cell']:>8.2f}  "
                     f"{step['peak_bytes_per_cell']:>10.1f}  {bar}")
    return "\n".join(lines)


def as_svg(curve):
    """Time and memory of a cell over the number of cells, each from zero up."""
    width, height, left, bottom, top = 640, 320, 56, 40, 24
    plot_width, plot_height = width - left - 64, height - bottom - top

    def points(name, color):
        most = max(step[name] for step in curve) or 1
        spots = [(left + plot_width * (i / max(1, len(curve) - 1)),
                  top + plot_height * (1 - step[name] / most)) for i, step in enumerate(curve)]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        labels = "".join(f'<text x="{x:.1f}" y="{y - 6:.1f}" fill="{color}">{step[name]:.1f}</text>'
                         for (x, y), step in zip(spots, curve))
        return f'<polyline points="{line}" fill="none" stroke="{color}"/>{labels}'

    axis = "".join(
        f'<text x="{left + plot_width * (i / max(1, len(curve) - 1)):.1f}" y="{height - 20}">'
        f'{step["cells"] / 1e6:.1f} M</text>' for i, step in enumerate(curve))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            'font-family="sans-serif" font-size="11" text-anchor="middle">'
            f'<line x1="{left}" y1="{top + plot_height}" x2="{left + plot_width}" '
            f'y2="{top + plot_height}" stroke="black"/>{axis}'
            f'{points("ns_per_cell", "#1f5fa8")}{points("peak_bytes_per_cell", "#a8501f")}'
            f'<text x="{width / 2}" y="14">by number of cells: <tspan fill="#1f5fa8">ns a cell</tspan>, '
            '<tspan fill="#a8501f">bytes a cell above the input</tspan></text></svg>\n')
