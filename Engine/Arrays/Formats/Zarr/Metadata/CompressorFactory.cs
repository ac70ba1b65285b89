using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Codecs;
using Lamella.Engine.Arrays.Codecs.Blosc;
using Lamella.Engine.Arrays.Codecs.Bz2;
using Lamella.Engine.Arrays.Codecs.Checksums;
using Lamella.Engine.Arrays.Codecs.Filters;
using Lamella.Engine.Arrays.Codecs.Lzma;

namespace Lamella.Engine.Arrays.Formats.Zarr.Metadata;

/// <summary>Makes the codecs that turn bytes into bytes, by numcodecs' ids, which Zarr v3 uses too (with <c>numcodecs.</c> before).</summary>
internal static class CompressorFactory
{
    /// <summary>Longest distance that liblzma's delta filter has.</summary>
    private const int MaxDeltaDistance = 256;

    /// <summary>Makes a codec.</summary>
    /// <param name="id">Its id, without <c>numcodecs.</c>.</param>
    /// <param name="settings">The object that holds its settings.</param>
    /// <returns>The codec; null where no codec of bytes has this id.</returns>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: settings that no codec has.</exception>
    public static Codec? TryCreate(string id, MetadataElement settings) => id switch
    {
        "blosc" => new BloscCodec(BloscSettings(settings)),
        "zstd" => new ZstdCodec(),
        "gzip" => new DeflateCodec(isGzip: true),
        "zlib" => new DeflateCodec(isGzip: false),
        "lz4" => new Lz4Codec(),
        "bz2" => new Bz2Codec(),
        "lzma" => CreateLzma(settings),
        "shuffle" => new ShuffleFilter(settings.TryGet("elementsize", out var size) ? size.AsInt(0, byte.MaxValue) : 4),
        "crc32c" => new ChecksumCodec("crc32c", Checksum.Crc32C, IsFirst(settings, byDefault: false)),
        "crc32" => new ChecksumCodec("crc32", Checksum.Crc32, IsFirst(settings, byDefault: true)),
        "adler32" => new ChecksumCodec("adler32", Checksum.Adler32, IsFirst(settings, byDefault: true)),
        "fletcher32" => new ChecksumCodec("fletcher32", Checksum.Fletcher32, isFirst: false),
        _ => null,
    };

    private static bool IsFirst(MetadataElement settings, bool byDefault)
    {
        if (!settings.TryGet("location", out var location))
        {
            return byDefault;
        }

        return location.AsString() switch
        {
            "start" => true,
            "end" => false,
            _ => throw location.Invalid("'start' or 'end'"),
        };
    }

    private static string BloscSettings(MetadataElement settings)
    {
        var compressor = settings.TryGet("cname", out var name) ? name.AsString() : "lz4";
        if (!settings.TryGet("shuffle", out var shuffle))
        {
            return compressor;
        }

        var shown = shuffle.IsString ? shuffle.AsString() : shuffle.AsInt(-1, 2) switch { 0 => "noshuffle", 1 => "shuffle", 2 => "bitshuffle", _ => "autoshuffle" };
        return $"{compressor}, {shown}";
    }

    private static LzmaCodec CreateLzma(MetadataElement settings)
    {
        var format = (LzmaFormat)(settings.TryGet("format", out var number) ? number.AsInt(1, 3) : 1);
        if (format != LzmaFormat.Raw)
        {
            return new LzmaCodec(format, []);
        }

        var filters = settings.Get("filters").Items();
        return filters.Length is > 0 and <= 4
            ? new LzmaCodec(format, [.. filters.Select(static filter => CreateLzmaFilter(filter))])
            : throw settings.Get("filters").Invalid("one to four filters");
    }

    private static LzmaFilter CreateLzmaFilter(MetadataElement filter)
    {
        var id = (ulong)filter.Get("id").AsLong(0, long.MaxValue);
        return id switch
        {
            LzmaFilter.Lzma2Id => new LzmaFilter(id),
            LzmaFilter.Lzma1Id => new LzmaFilter(id, new LzmaProperties(Number(filter, "lc", 3, 4), Number(filter, "lp", 0, 4), Number(filter, "pb", 2, 4))),
            LzmaFilter.DeltaId => new LzmaFilter(id, Distance: Number(filter, "dist", 1, MaxDeltaDistance)),
            _ => throw filter.Unsupported($"lzma filter {id}"),
        };
    }

    private static int Number(MetadataElement filter, string name, int byDefault, int max) =>
        filter.TryGet(name, out var number) ? number.AsInt(0, max) : byDefault;
}
