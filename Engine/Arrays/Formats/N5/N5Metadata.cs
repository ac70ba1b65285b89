using System.Collections.Immutable;
using System.Text.Json;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Codecs;
using Lamella.Engine.Arrays.Codecs.Blosc;
using Lamella.Engine.Arrays.Codecs.Bz2;
using Lamella.Engine.Arrays.Codecs.Lzma;

namespace Lamella.Engine.Arrays.Formats.N5;

/// <summary>
/// The attributes.json of a dataset (<see href="https://github.com/saalfeldlab/n5#file-system-specification">N5</see>).
/// N5 counts the fastest axis first; here everything is slowest first.
/// </summary>
/// <param name="Shape">Elements along each axis.</param>
/// <param name="BlockShape">Elements of a block.</param>
/// <param name="DataType">The element type.</param>
/// <param name="Codec">Decompresses a block; null where blocks are raw.</param>
internal sealed record N5Metadata(ImmutableArray<long> Shape, ImmutableArray<int> BlockShape, DataType DataType, Codec? Codec)
{
    /// <summary>Whether attributes are those of a dataset, rather than of a group.</summary>
    /// <param name="attributes">The document's root.</param>
    public static bool IsDataset(JsonElement attributes) =>
        attributes.ValueKind == JsonValueKind.Object
        && attributes.TryGetProperty("dimensions", out _) && attributes.TryGetProperty("blockSize", out _) && attributes.TryGetProperty("dataType", out _);

    /// <summary>Reads a dataset's attributes.</summary>
    /// <param name="attributes">The document's root.</param>
    /// <param name="path">The dataset, for errors.</param>
    /// <param name="limits">Bounds on rank and block.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>, <see cref="LamellaErrorCode.Unsupported"/>, <see cref="LamellaErrorCode.LimitExceeded"/>.
    /// </exception>
    public static N5Metadata Parse(JsonElement attributes, string path, ArrayLimits limits)
    {
        var shape = Sizes(attributes, "dimensions", 0, long.MaxValue, path);
        var blockShape = Sizes(attributes, "blockSize", 1, int.MaxValue, path);
        if (shape.Length != blockShape.Length || shape.Length == 0)
        {
            throw Invalid(path, $"dimensions have {shape.Length} axes, blockSize has {blockShape.Length}");
        }

        if (shape.Length > limits.MaxRank)
        {
            throw new LamellaException(
                LamellaErrorCode.LimitExceeded, $"{path} has {shape.Length} axes, at most {limits.MaxRank} are read.", path, $"at most {limits.MaxRank}", $"{shape.Length}");
        }

        var dataType = ParseType(Text(attributes.GetProperty("dataType"), "dataType", path), path);
        var blockBytes = ArraySize.ByteLength(blockShape, dataType, path);
        if (blockBytes > limits.MaxChunkBytes)
        {
            throw new LamellaException(
                LamellaErrorCode.LimitExceeded,
                $"{path}: a block of [{string.Join(", ", blockShape)}] has {blockBytes} bytes, at most {limits.MaxChunkBytes} are decoded at once.",
                path,
                expected: $"at most {limits.MaxChunkBytes} bytes",
                got: $"{blockBytes} bytes");
        }

        ArraySize.ByteLength(shape, dataType, path);
        return new N5Metadata(shape, [.. blockShape.Select(static extent => (int)extent)], dataType, ParseCompression(attributes, path));
    }

    private static ImmutableArray<long> Sizes(JsonElement attributes, string name, long least, long most, string path)
    {
        var element = attributes.GetProperty(name);
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Invalid(path, $"{name} is no list");
        }

        return
        [
            .. element.EnumerateArray()
                .Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var size) && size >= least && size <= most
                    ? size
                    : throw Invalid(path, $"{name} has {OneLine.Of(item.GetRawText())}, whole numbers of at least {least} are needed"))
                .Reverse(),
        ];
    }

    private static DataType ParseType(string name, string path) => name switch
    {
        "uint8" => DataType.UInt8,
        "uint16" => DataType.UInt16,
        "uint32" => DataType.UInt32,
        "uint64" => DataType.UInt64,
        "int8" => DataType.Int8,
        "int16" => DataType.Int16,
        "int32" => DataType.Int32,
        "int64" => DataType.Int64,
        "float32" => DataType.Float32,
        "float64" => DataType.Float64,
        _ => throw new LamellaException(LamellaErrorCode.Unsupported, $"{path}: N5's data type '{OneLine.Of(name)}' is not supported.", path),
    };

    private static Codec? ParseCompression(JsonElement attributes, string path)
    {
        // Before version 2 it was a name, without settings.
        if (attributes.TryGetProperty("compressionType", out var name))
        {
            return Find(Text(name, "compressionType", path), default, path);
        }

        return attributes.TryGetProperty("compression", out var compression) && compression.ValueKind == JsonValueKind.Object
            && compression.TryGetProperty("type", out var type)
            ? Find(Text(type, "compression's type", path), compression, path)
            : throw Invalid(path, "compression has no type");
    }

    private static Codec? Find(string type, JsonElement compression, string path) => type switch
    {
        "raw" => null,
        "gzip" => new DeflateCodec(isGzip: !(compression.ValueKind == JsonValueKind.Object
            && compression.TryGetProperty("useZlib", out var useZlib) && useZlib.ValueKind == JsonValueKind.True)),
        "bzip2" => new Bz2Codec(),
        "xz" => new LzmaCodec(LzmaFormat.Xz, []),
        "blosc" => new BloscCodec(compression.ValueKind == JsonValueKind.Object && compression.TryGetProperty("cname", out var cname) ? TryText(cname) ?? "?" : "?"),
        "zstd" or "zstandard" => new ZstdCodec(),
        _ => throw new LamellaException(LamellaErrorCode.Unsupported, $"{path}: N5's compression '{OneLine.Of(type)}' is not supported.", path),
    };

    /// <summary>The text of an element; null where it is none, or an escape in it stands for half a character.</summary>
    internal static string? TryText(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Text(JsonElement element, string name, string path) =>
        TryText(element) ?? throw Invalid(path, $"{name} is no text");

    internal static LamellaException Invalid(string path, string what) =>
        new(LamellaErrorCode.InvalidMetadata, $"{path} is no valid N5: {what}.", path);
}
