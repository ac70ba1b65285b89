using System.Buffers.Binary;
using K4os.Compression.LZ4;

namespace Lamella.Benchmarks.Slicing;

/// <summary>A Zarr v2 volume of 64 × 2048 × 2048 uint16 in blosc-lz4 chunks of 64³, in a folder that goes with it.</summary>
internal sealed class BloscVolume : IDisposable
{
    private const int Chunk = 64;
    private const int Grid = 2048 / Chunk;

    public BloscVolume()
    {
        Path = Directory.CreateTempSubdirectory("lamella-bench-").FullName;
        File.WriteAllText(
            System.IO.Path.Combine(Path, ".zarray"),
            """
            {"zarr_format": 2, "shape": [64, 2048, 2048], "chunks": [64, 64, 64], "dtype": "<u2", "fill_value": 0, "order": "C",
             "filters": null, "compressor": {"id": "blosc", "cname": "lz4", "clevel": 5, "shuffle": 1, "blocksize": 0}}
            """);
        var frame = Frame();
        for (var y = 0; y < Grid; y++)
        {
            for (var x = 0; x < Grid; x++)
            {
                File.WriteAllBytes(System.IO.Path.Combine(Path, $"0.{y}.{x}"), frame);
            }
        }
    }

    public string Path { get; }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    /// <summary>One block, shuffled, not split, as c-blosc 1 lays it out.</summary>
    private static byte[] Frame()
    {
        const int Elements = Chunk * Chunk * Chunk;
        const int Bytes = Elements * sizeof(ushort);
        var random = new Random(1);
        var shuffled = new byte[Bytes];
        for (var i = 0; i < Elements; i++)
        {
            // A smooth structure with four bits of noise, which compresses about as camera images do.
            var value = (ushort)(1000 + (20 * (i % Chunk)) + (11 * (i / Chunk % Chunk)) + random.Next(16));
            shuffled[i] = (byte)value;
            shuffled[Elements + i] = (byte)(value >> 8);
        }

        var target = new byte[LZ4Codec.MaximumOutputSize(Bytes)];
        var length = LZ4Codec.Encode(shuffled, target);
        var frame = new byte[16 + 4 + 4 + length];
        (frame[0], frame[1], frame[2], frame[3]) = (2, 1, 0x31, sizeof(ushort));
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), Bytes);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(8), Bytes);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(12), frame.Length);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(16), 20);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(20), length);
        target.AsSpan(0, length).CopyTo(frame.AsSpan(24));
        return frame;
    }
}
