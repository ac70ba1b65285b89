using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Codecs;
using Lamella.Engine.Arrays.Codecs.Filters;

namespace Lamella.Engine.Arrays.Formats.Zarr.Metadata;

/// <summary>Reads <c>.zarray</c> (Zarr v2, "metadata").</summary>
internal static class ZarrV2Metadata
{
    /// <summary>Checks the metadata of an array.</summary>
    /// <param name="zarray">The document.</param>
    /// <param name="limits">Bounds on allocation.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>, <see cref="LamellaErrorCode.Unsupported"/>, <see cref="LamellaErrorCode.LimitExceeded"/>.
    /// </exception>
    public static ZarrLayout Parse(MetadataElement zarray, ArrayLimits limits)
    {
        _ = zarray.Get("zarr_format").AsInt(2, 2);
        var shape = ArrayShapes.ParseShape(zarray.Get("shape"), limits);
        var chunks = zarray.Get("chunks");
        var chunkShape = ArrayShapes.ParseChunkShape(chunks, shape.Length);
        var type = ZarrDataTypes.ParseV2(zarray.Get("dtype"));
        var chunkBytes = ArrayShapes.ByteLength(chunks, chunkShape.AsSpan(), type.ItemSize, limits);
        ArrayShapes.RequireIndexable(chunks, shape.AsSpan(), chunkShape.AsSpan());
        var codecs = ParseCodecs(zarray, chunkShape, type);
        var pipeline = new CodecPipeline(codecs, chunkBytes, limits.MaxChunkBytes);
        return new ZarrLayout
        {
            Version = 2,
            Shape = shape,
            KeyShape = chunkShape,
            ChunkShape = chunkShape,
            DataType = type.DataType,
            FillValue = zarray.TryGet("fill_value", out var fill) ? FillValues.Parse(fill, type.DataType) : [.. new byte[type.ItemSize]],
            Keys = new ChunkKeyEncoding(string.Empty, ParseSeparator(zarray)),
            Pipeline = pipeline,
            CodecNames = pipeline.Names,
        };
    }

    private static char ParseSeparator(MetadataElement zarray) =>
        !zarray.TryGet("dimension_separator", out var separator) ? '.' : separator.AsString() switch
        {
            "." => '.',
            "/" => '/',
            _ => throw separator.Invalid("'.' or '/'"),
        };

    private static ImmutableArray<Codec> ParseCodecs(MetadataElement zarray, ImmutableArray<int> chunkShape, FilterType type)
    {
        var codecs = ImmutableArray.CreateBuilder<Codec>();
        if (IsFortranOrder(zarray))
        {
            ImmutableArray<int> order = [.. Enumerable.Range(0, chunkShape.Length).Reverse()];
            if (!TransposeCodec.IsIdentity(order))
            {
                codecs.Add(new TransposeCodec(chunkShape.AsSpan(), order, type.ItemSize));
            }
        }

        if (type.IsBigEndian && type.DataType.NumberSize() > 1)
        {
            codecs.Add(new ByteSwapCodec(type.DataType.NumberSize()));
        }

        var current = type;
        foreach (var filter in zarray.TryGet("filters", out var filters) ? filters.Items() : [])
        {
            var id = filter.Get("id").AsString();
            codecs.Add(FilterFactory.TryCreate(id, filter, current, out var stored)
                ?? CompressorFactory.TryCreate(id, filter)
                ?? throw filter.Unsupported($"filter '{id}'"));
            current = stored ?? current;
        }

        if (zarray.TryGet("compressor", out var compressor))
        {
            var id = compressor.Get("id").AsString();
            codecs.Add(CompressorFactory.TryCreate(id, compressor) ?? throw compressor.Unsupported($"compressor '{id}'"));
        }

        return codecs.ToImmutable();
    }

    private static bool IsFortranOrder(MetadataElement zarray) =>
        zarray.TryGet("order", out var order) && order.AsString() switch
        {
            "C" => false,
            "F" => true,
            _ => throw order.Invalid("'C' or 'F'"),
        };
}
