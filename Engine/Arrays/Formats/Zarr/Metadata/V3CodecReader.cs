using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Codecs;
using Lamella.Engine.Arrays.Codecs.Filters;
using Lamella.Engine.Arrays.Formats.Zarr.Sharding;

namespace Lamella.Engine.Arrays.Formats.Zarr.Metadata;

/// <summary>
/// Turns the <c>codecs</c> of a Zarr v3 array into shard levels that can be read in parts and a pipeline for what lies
/// in the innermost.
/// </summary>
internal sealed class V3CodecReader
{
    private readonly DataType _type;
    private readonly ImmutableArray<byte> _fillValue;
    private readonly ArrayLimits _limits;

    private V3CodecReader(DataType type, ImmutableArray<byte> fillValue, ArrayLimits limits)
    {
        _type = type;
        _fillValue = fillValue;
        _limits = limits;
    }

    /// <summary>Reads the codecs of an array.</summary>
    /// <param name="codecs">The list.</param>
    /// <param name="shape">Elements of a chunk or shard.</param>
    /// <param name="type">The element type.</param>
    /// <param name="fillValue">One element.</param>
    /// <param name="limits">Bounds on allocation.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>, <see cref="LamellaErrorCode.Unsupported"/>, <see cref="LamellaErrorCode.LimitExceeded"/>.
    /// </exception>
    public static V3Codecs Read(
        MetadataElement codecs, ImmutableArray<int> shape, DataType type, ImmutableArray<byte> fillValue, ArrayLimits limits) =>
        new V3CodecReader(type, fillValue, limits).Read(codecs, shape);

    private V3Codecs Read(MetadataElement codecs, ImmutableArray<int> shape)
    {
        var levels = ImmutableArray.CreateBuilder<ShardLevel>();
        var names = new List<(ImmutableArray<string> Before, ImmutableArray<int> InnerShape)>();
        ImmutableArray<int> order = [.. Enumerable.Range(0, shape.Length)];
        var chunkShape = shape;
        var chain = V3CodecChain.Parse(codecs);
        for (; chain.IsPartiallyReadable; chain = V3CodecChain.Parse(codecs))
        {
            foreach (var transpose in chain.ArrayCodecs)
            {
                var permutation = ParseOrder(transpose.Settings, shape.Length);
                shape = Permute(shape, permutation);
                order = Permute(order, permutation);
            }

            var (inner, index, innerCodecs) = ParseSharding(chain.Serializer.Settings, shape);
            levels.Add(new ShardLevel(Restore(inner, order), Restore(Counts(shape, inner), order), order, index));
            names.Add(([.. chain.ArrayCodecs.Select(static codec => codec.Id)], inner));
            (shape, codecs, chunkShape) = (inner, innerCodecs, levels[^1].InnerShape);
        }

        var list = ReadChain(chain, codecs, shape);
        var pipelineNames = list.Select(static codec => codec.Name);
        if (!TransposeCodec.IsIdentity(order))
        {
            list = list.Insert(0, new TransposeCodec(chunkShape.AsSpan(), order, _type.ItemSize()));
        }

        var pipeline = new CodecPipeline(list, ArrayShapes.ByteLength(codecs, chunkShape.AsSpan(), _type.ItemSize(), _limits), _limits.MaxChunkBytes);
        ImmutableArray<string> shown = [.. WithBytes(pipelineNames, chain)];
        foreach (var (before, inner) in Enumerable.Reverse(names))
        {
            shown = [.. before, ShardCodec.NameOf(inner, shown)];
        }

        return new V3Codecs(levels.ToImmutable(), chunkShape, pipeline, shown);
    }

    /// <summary>Little-endian <c>bytes</c> do nothing, but are shown.</summary>
    private static List<string> WithBytes(IEnumerable<string> names, V3CodecChain chain)
    {
        var list = names.ToList();
        if (!chain.IsSharded && !list.Contains("bytes(big)"))
        {
            list.Insert(list.Count - chain.BytesCodecs.Length, "bytes");
        }

        return list;
    }

    private ImmutableArray<Codec> ReadChain(V3CodecChain chain, MetadataElement codecs, ImmutableArray<int> shape)
    {
        _ = ArrayShapes.ByteLength(codecs, shape.AsSpan(), _type.ItemSize(), _limits);
        var list = ImmutableArray.CreateBuilder<Codec>();
        var type = new FilterType(_type, IsBigEndian: false);
        foreach (var item in chain.ArrayCodecs)
        {
            if (item.Id != "transpose")
            {
                list.Add(FilterFactory.TryCreate(item.Id, item.Settings, type, out var stored)!);
                type = stored ?? type;
                continue;
            }

            var permutation = ParseOrder(item.Settings, shape.Length);
            if (!TransposeCodec.IsIdentity(permutation))
            {
                list.Add(new TransposeCodec(shape.AsSpan(), permutation, type.ItemSize));
                shape = Permute(shape, permutation);
            }
        }

        if (chain.IsSharded)
        {
            list.Add(ReadWholeShard(chain, shape, type));
        }
        else if (IsBigEndian(chain.Serializer.Settings) && type.DataType.NumberSize() > 1)
        {
            list.Add(new ByteSwapCodec(type.DataType.NumberSize()));
        }

        foreach (var item in chain.BytesCodecs)
        {
            list.Add(CompressorFactory.TryCreate(item.Id, item.Settings) ?? throw item.Element.Unsupported($"codec '{item.Id}'"));
        }

        return list.ToImmutable();
    }

    private ShardCodec ReadWholeShard(V3CodecChain chain, ImmutableArray<int> shape, FilterType type)
    {
        if (chain.ArrayCodecs.Any(static codec => codec.Id != "transpose"))
        {
            throw chain.Serializer.Element.Unsupported("a filter around sharding_indexed");
        }

        var (inner, index, innerCodecs) = ParseSharding(chain.Serializer.Settings, shape);
        var list = ReadChain(V3CodecChain.Parse(innerCodecs), innerCodecs, inner);
        var length = ArrayShapes.ByteLength(innerCodecs, inner.AsSpan(), type.ItemSize, _limits);
        return new ShardCodec(shape, inner, type.ItemSize, _fillValue, index, new CodecPipeline(list, length, _limits.MaxChunkBytes));
    }

    private (ImmutableArray<int> InnerShape, ShardIndexLayout Index, MetadataElement Codecs) ParseSharding(MetadataElement settings, ImmutableArray<int> shape)
    {
        var element = settings.Get("chunk_shape");
        var inner = ArrayShapes.ParseChunkShape(element, shape.Length);
        var count = ArrayShapes.Count(element, shape.AsSpan(), inner.AsSpan(), _limits.MaxMetadataBytes / ShardIndexLayout.EntryLength);
        var isAtStart = settings.TryGet("index_location", out var location) && location.AsString() switch
        {
            "start" => true,
            "end" => false,
            _ => throw location.Invalid("'start' or 'end'"),
        };
        return (inner, ParseIndexCodecs(settings.Get("index_codecs"), count, isAtStart), settings.Get("codecs"));
    }

    private static ShardIndexLayout ParseIndexCodecs(MetadataElement codecs, int count, bool isAtStart)
    {
        var chain = V3CodecChain.Parse(codecs);
        if (chain.IsSharded || !chain.ArrayCodecs.IsEmpty || chain.BytesCodecs.Length > 1 || chain.BytesCodecs.Any(static codec => codec.Id != "crc32c"))
        {
            throw codecs.Unsupported("a shard index in other codecs than 'bytes' and 'crc32c'");
        }

        return new ShardIndexLayout(count, isAtStart, IsBigEndian(chain.Serializer.Settings), !chain.BytesCodecs.IsEmpty);
    }

    private static bool IsBigEndian(MetadataElement settings) =>
        settings.TryGet("endian", out var endian) && endian.AsString() switch
        {
            "big" => true,
            "little" => false,
            _ => throw endian.Invalid("'little' or 'big'"),
        };

    private static ImmutableArray<int> ParseOrder(MetadataElement settings, int rank)
    {
        var element = settings.Get("order");
        if (element.IsString)
        {
            // Drafts of the specification named the two usual orders.
            var axes = Enumerable.Range(0, rank);
            return element.AsString() switch { "C" => [.. axes], "F" => [.. axes.Reverse()], _ => throw element.Invalid("a permutation of the axes") };
        }

        ImmutableArray<int> order = [.. element.Items().Select(static item => item.AsInt(0, int.MaxValue))];
        return order.Length == rank && order.Distinct().Count() == rank && order.All(axis => axis < rank)
            ? order
            : throw element.Invalid($"a permutation of the {rank} axes");
    }

    private static ImmutableArray<int> Permute(ImmutableArray<int> values, ImmutableArray<int> order) => [.. order.Select(axis => values[axis])];

    private static ImmutableArray<int> Restore(ImmutableArray<int> values, ImmutableArray<int> order)
    {
        var restored = new int[values.Length];
        for (var index = 0; index < values.Length; index++)
        {
            restored[order[index]] = values[index];
        }

        return [.. restored];
    }

    private static ImmutableArray<int> Counts(ImmutableArray<int> outer, ImmutableArray<int> inner) => [.. outer.Zip(inner, static (all, one) => all / one)];
}
