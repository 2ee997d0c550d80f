"""pyarrow reads CSV on all its threads."""

import numpy as np
import pyarrow as pa
from pyarrow import csv

from columns import Results, Shape


class CsvToColumns:
    def __init__(self, folder, threads):
        self.shape = Shape(folder)
        self.file = str(self.shape.folder / "observations.csv")
        pa.set_cpu_count(threads)
        pa.set_io_thread_count(threads)

    def run(self):
        return csv.read_csv(
            self.file, read_options=csv.ReadOptions(block_size=4 << 20),
            convert_options=csv.ConvertOptions(column_types={
                "area": pa.int64(), "indicator": pa.string(), "period": pa.int16(),
                "value": pa.float64()}))

    def save(self, result, folder):
        ids = result["indicator"].combine_chunks().dictionary_encode()
        numbers = np.array([int(text[1:]) for text in ids.dictionary.to_pylist()], dtype=np.int64)
        Results(folder, self.shape).cells(
            result["area"].to_numpy(), numbers[ids.indices.to_numpy()], result["period"].to_numpy(),
            value=result["value"].to_numpy())


WORKLOADS = {"csv-to-columns": CsvToColumns}
