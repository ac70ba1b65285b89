using System.Collections.Immutable;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Zarr.Metadata;

/// <summary>Reads the <c>zarr.json</c> of an array (Zarr v3, "array metadata").</summary>
internal static class ZarrV3Metadata
{
    private static readonly HashSet<string> KnownMembers = new(StringComparer.Ordinal)
    {
        "zarr_format", "node_type", "shape", "data_type", "chunk_grid", "chunk_key_encoding", "fill_value", "codecs",
        "attributes", "storage_transformers", "dimension_names", "consolidated_metadata",
    };

    /// <summary>Checks the metadata of an array.</summary>
    /// <param name="document">The document.</param>
    /// <param name="limits">Bounds on allocation.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>, <see cref="LamellaErrorCode.Unsupported"/>, <see cref="LamellaErrorCode.LimitExceeded"/>.
    /// </exception>
    public static ZarrLayout Parse(MetadataElement document, ArrayLimits limits)
    {
        _ = document.Get("zarr_format").AsInt(3, 3);
        RequireUnderstood(document);
        var shape = ArrayShapes.ParseShape(document.Get("shape"), limits);
        var type = ZarrDataTypes.ParseV3(document.Get("data_type"));
        var fillValue = FillValues.Parse(document.Get("fill_value"), type);
        var grid = ParseChunkShape(document.Get("chunk_grid"), shape.Length);
        var codecs = V3CodecReader.Read(document.Get("codecs"), grid.Shape, type, fillValue, limits);
        ArrayShapes.RequireIndexable(grid.Element, shape.AsSpan(), codecs.ChunkShape.AsSpan());
        return new ZarrLayout
        {
            Version = 3,
            Shape = shape,
            KeyShape = grid.Shape,
            ChunkShape = codecs.ChunkShape,
            DataType = type,
            FillValue = fillValue,
            Keys = ParseKeys(document.Get("chunk_key_encoding")),
            Shards = codecs.Shards,
            Pipeline = codecs.Pipeline,
            CodecNames = codecs.Names,
            DimensionNames = ParseDimensionNames(document, shape.Length),
        };
    }

    private static void RequireUnderstood(MetadataElement document)
    {
        foreach (var member in document.Json.EnumerateObject())
        {
            var value = new MetadataElement(member.Value, document.Document, member.Name);
            var isOptional = value.TryGet("must_understand", out var understand) && !understand.AsBool();
            if (!isOptional && !KnownMembers.Contains(member.Name))
            {
                throw value.Unsupported($"extension '{member.Name}'");
            }
        }

        if (document.TryGet("storage_transformers", out var transformers) && transformers.Items() is { Length: > 0 } items)
        {
            throw items[0].Unsupported($"storage transformer {items[0].Quote}");
        }
    }

    private static (MetadataElement Element, ImmutableArray<int> Shape) ParseChunkShape(MetadataElement grid, int rank)
    {
        var name = grid.Get("name").AsString();
        if (name != "regular")
        {
            throw grid.Unsupported($"chunk grid '{name}'");
        }

        var element = grid.Get("configuration").Get("chunk_shape");
        return (element, ArrayShapes.ParseChunkShape(element, rank));
    }

    private static ChunkKeyEncoding ParseKeys(MetadataElement encoding)
    {
        var name = encoding.IsString ? encoding.AsString() : encoding.Get("name").AsString();
        var (prefix, byDefault) = name switch
        {
            "default" => ("c", '/'),
            "v2" => (string.Empty, '.'),
            _ => throw encoding.Unsupported($"chunk key encoding '{name}'"),
        };
        if (!encoding.TryGet("configuration", out var configuration) || !configuration.TryGet("separator", out var separator))
        {
            return new ChunkKeyEncoding(prefix, byDefault);
        }

        return separator.AsString() is "/" or "."
            ? new ChunkKeyEncoding(prefix, separator.AsString()[0])
            : throw separator.Invalid("'/' or '.'");
    }

    private static ImmutableArray<string?> ParseDimensionNames(MetadataElement document, int rank)
    {
        if (!document.TryGet("dimension_names", out var names))
        {
            return default;
        }

        var items = names.Items();
        return items.Length == rank
            ? [.. items.Select(static item => item.IsNull ? null : item.AsString())]
            : throw names.Invalid($"{rank} names, one for each axis");
    }
}
