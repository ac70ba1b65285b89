using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ZstdSharp;

namespace Lamella.Benchmarks.Decode;

/// <summary>Writes a cube of uint16 as Zarr v3 in zstd chunks of 64³, alone or in shards of 256³.</summary>
internal static class VolumeFiles
{
    private const int Chunk = 64;
    private const int ChunksPerShard = 4;

    /// <summary>Writes the array.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="edge">Elements along each axis; a multiple of 256.</param>
    /// <param name="isSharded">Whether chunks go into shards.</param>
    public static void Write(string folder, int edge, bool isSharded)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "zarr.json"), Metadata(edge, isSharded));
        // A few chunks, each different, stand for all: writing is not what is measured.
        using var compressor = new Compressor(3);
        var encoded = Enumerable.Range(0, 8).Select(seed => compressor.Wrap(MakeChunk(seed)).ToArray()).ToArray();
        var perKey = isSharded ? ChunksPerShard : 1;
        var keys = edge / Chunk / perKey;
        for (var number = 0; number < keys * keys * keys; number++)
        {
            var key = Path.Combine(folder, "c", $"{number / keys / keys}", $"{number / keys % keys}", $"{number % keys}");
            Directory.CreateDirectory(Path.GetDirectoryName(key)!);
            File.WriteAllBytes(key, isSharded ? MakeShard(encoded, number) : encoded[number % encoded.Length]);
        }
    }

    private static byte[] MakeChunk(int seed)
    {
        var random = new Random(seed);
        var chunk = new ushort[Chunk * Chunk * Chunk];
        for (var index = 0; index < chunk.Length; index++)
        {
            var (z, y, x) = (index / Chunk / Chunk, index / Chunk % Chunk, index % Chunk);
            chunk[index] = (ushort)(1000 + (400 * Math.Sin((x + seed) / 9.0) * Math.Cos(y / 7.0)) + (5 * z) + random.Next(32));
        }

        return MemoryMarshal.AsBytes(chunk.AsSpan()).ToArray();
    }

    private static byte[] MakeShard(byte[][] encoded, int number)
    {
        const int Count = ChunksPerShard * ChunksPerShard * ChunksPerShard;
        using var shard = new MemoryStream();
        var index = new byte[Count * 16];
        for (var inner = 0; inner < Count; inner++)
        {
            var chunk = encoded[(number + inner) % encoded.Length];
            BinaryPrimitives.WriteInt64LittleEndian(index.AsSpan(inner * 16), shard.Length);
            BinaryPrimitives.WriteInt64LittleEndian(index.AsSpan((inner * 16) + 8), chunk.Length);
            shard.Write(chunk);
        }

        shard.Write(index);
        return shard.ToArray();
    }

    private static string Metadata(int edge, bool isSharded)
    {
        const string Inner = """{"name":"bytes","configuration":{"endian":"little"}},{"name":"zstd","configuration":{"level":3,"checksum":false}}""";
        var codecs = isSharded
            ? """{"name":"sharding_indexed","configuration":{"chunk_shape":[64,64,64],"codecs":[""" + Inner
                + """],"index_codecs":[{"name":"bytes","configuration":{"endian":"little"}}],"index_location":"end"}}"""
            : Inner;
        var outer = isSharded ? Chunk * ChunksPerShard : Chunk;
        return $$$"""{"zarr_format":3,"node_type":"array","shape":[{{{edge}}},{{{edge}}},{{{edge}}}],"data_type":"uint16","chunk_grid":{"name":"regular","configuration":{"chunk_shape":[{{{outer}}},{{{outer}}},{{{outer}}}]}},"chunk_key_encoding":{"name":"default"},"fill_value":0,"codecs":[{{{codecs}}}]}""";
    }
}
