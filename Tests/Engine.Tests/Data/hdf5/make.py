"""Writes filters.h5, whose datasets all hold 7 * i + 1 in C order. Needs h5py and hdf5plugin."""
import h5py
import hdf5plugin
import numpy as np

SHAPE, CHUNKS = (30, 40), (16, 16)
VALUES = (7 * np.arange(1200) + 1).reshape(SHAPE)

with h5py.File("filters.h5", "w") as file:
    file.create_dataset("be_contiguous", data=VALUES.astype(">f8"))
    file.create_dataset("be_chunked", data=VALUES.astype(">u2"), chunks=CHUNKS)
    file.create_dataset("be_gzip_shuffle", data=VALUES.astype(">i4"), chunks=CHUNKS, compression="gzip", shuffle=True)
    file.create_dataset("lzf", data=VALUES.astype("<u2"), chunks=CHUNKS, compression="lzf", shuffle=True)
    file.create_dataset("fletcher32", data=VALUES.astype("<u4"), chunks=CHUNKS, fletcher32=True, compression="gzip")
    for cname in ("blosclz", "lz4", "lz4hc", "zlib", "zstd"):
        file.create_dataset(f"blosc_{cname}", data=VALUES.astype("<u2"), chunks=CHUNKS, **hdf5plugin.Blosc(cname, 5, 1))
