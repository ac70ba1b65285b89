using System.Collections.Immutable;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Zarr.Metadata;

/// <summary>
/// A list of codecs by kind (Zarr v3, "codecs"): any number that turn arrays into arrays, exactly one that turns an array
/// into bytes, any number that turn bytes into bytes.
/// </summary>
/// <param name="ArrayCodecs">In the order of encoding.</param>
/// <param name="Serializer"><c>bytes</c> or <c>sharding_indexed</c>.</param>
/// <param name="BytesCodecs">In the order of encoding.</param>
internal sealed record V3CodecChain(
    ImmutableArray<V3CodecChain.Item> ArrayCodecs, V3CodecChain.Item Serializer, ImmutableArray<V3CodecChain.Item> BytesCodecs)
{
    private const string Numcodecs = "numcodecs.";

    /// <summary>Whether the array is cut into shards.</summary>
    public bool IsSharded => Serializer.Id == "sharding_indexed";

    /// <summary>Whether parts of a shard can be read: nothing is encoded around it, and only axes moved before it.</summary>
    public bool IsPartiallyReadable => IsSharded && BytesCodecs.IsEmpty && ArrayCodecs.All(static codec => codec.Id == "transpose");

    /// <summary>Sorts a list of codecs.</summary>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>: not exactly one turns the array into bytes; <see cref="LamellaErrorCode.Unsupported"/>: an unknown codec.
    /// </exception>
    public static V3CodecChain Parse(MetadataElement codecs)
    {
        var arrayCodecs = ImmutableArray.CreateBuilder<Item>();
        var bytesCodecs = ImmutableArray.CreateBuilder<Item>();
        Item? serializer = null;
        foreach (var element in codecs.Items())
        {
            var item = ParseItem(element);
            switch (KindOf(item.Id))
            {
                case Kind.ArrayToArray when serializer is null:
                    arrayCodecs.Add(item);
                    break;
                case Kind.ArrayToBytes when serializer is null:
                    serializer = item;
                    break;
                case Kind.BytesToBytes when serializer is not null:
                    bytesCodecs.Add(item);
                    break;
                case Kind.Unknown:
                    throw element.Unsupported($"codec '{item.Id}'");
                default:
                    throw codecs.Invalid($"array codecs, then one of 'bytes' and 'sharding_indexed', then bytes codecs; '{item.Id}' is out of place in a list that is");
            }
        }

        return serializer is null
            ? throw codecs.Invalid("a list with 'bytes' or 'sharding_indexed'")
            : new V3CodecChain(arrayCodecs.ToImmutable(), serializer.Value, bytesCodecs.ToImmutable());
    }

    private static Item ParseItem(MetadataElement element)
    {
        var name = element.IsString ? element.AsString() : element.Get("name").AsString();
        var id = name.StartsWith(Numcodecs, StringComparison.Ordinal) ? name[Numcodecs.Length..] : name == "endian" ? "bytes" : name;
        // Zarr v3 has a codec of its own that is called packbits, and is another.
        id = name == "packbits" ? "packbits (Zarr v3)" : id;
        var settings = element.IsObject && element.TryGet("configuration", out var configuration) ? configuration : element;
        return new Item(id, element, settings);
    }

    private static Kind KindOf(string id) => id switch
    {
        "transpose" or "delta" or "fixedscaleoffset" or "quantize" or "bitround" or "astype" or "packbits" => Kind.ArrayToArray,
        "bytes" or "sharding_indexed" => Kind.ArrayToBytes,
        "blosc" or "zstd" or "gzip" or "zlib" or "lz4" or "bz2" or "lzma" or "shuffle"
            or "crc32c" or "crc32" or "adler32" or "fletcher32" => Kind.BytesToBytes,
        _ => Kind.Unknown,
    };

    private enum Kind
    {
        Unknown,
        ArrayToArray,
        ArrayToBytes,
        BytesToBytes,
    }

    /// <summary>One codec.</summary>
    /// <param name="Id">Its name, without <c>numcodecs.</c>.</param>
    /// <param name="Element">Where it stands.</param>
    /// <param name="Settings">Its configuration.</param>
    internal readonly record struct Item(string Id, MetadataElement Element, MetadataElement Settings);
}
