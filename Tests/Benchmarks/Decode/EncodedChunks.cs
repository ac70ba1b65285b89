using System.IO.Compression;

namespace Lamella.Benchmarks.Decode;

/// <summary>Chunks of 64³ uint16 of the Zarr corpus, as c-blosc wrote them.</summary>
internal static class EncodedChunks
{
    /// <summary>Bytes of one decoded chunk.</summary>
    public const int DecodedLength = 64 * 64 * 64 * sizeof(ushort);

    /// <summary>The corpus cases that hold one such chunk each.</summary>
    public static IReadOnlyList<string> Cases =>
    [
        "blosc_multiblock_lz4_shuffle",
        "blosc_multiblock_zstd_shuffle",
        "blosc_multiblock_lz4hc_bitshuffle",
        "blosc_multiblock_blosclz_shuffle",
        "blosc_multiblock_zlib_shuffle",
    ];

    public static byte[] Read(string name)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(AppContext.BaseDirectory, "Data", "zarr-v2.zip"));
        using var stream = archive.GetEntry($"{name}/0.0.0")!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
