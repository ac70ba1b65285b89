using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Synthetic;

/// <summary>
/// A synthetic image, as its URI says: <c>synthetic:KIND?shape=64,256,256&amp;dtype=uint16&amp;chunks=16,64,64&amp;levels=3&amp;delay=100ms&amp;absent=0.5</c>.
/// KIND is <c>blobs</c>, <c>gradient</c>, <c>labels</c> or <c>index</c>; only the shape must be given.
/// </summary>
internal sealed record SyntheticSpec
{
    /// <summary>What the URI begins with.</summary>
    public const string Scheme = "synthetic:";

    private const int MaxLevels = 16;

    /// <summary>Extent of a chunk along the last three axes where none is given.</summary>
    private const int DefaultChunkExtent = 64;

    public required string Uri { get; init; }

    public SyntheticKind Kind { get; init; }

    public ImmutableArray<long> Shape { get; init; }

    public DataType DataType { get; init; } = DataType.UInt16;

    public ImmutableArray<int> Chunks { get; init; }

    /// <summary>Resolution levels; each halves the last three axes.</summary>
    public int Levels { get; init; } = 1;

    /// <summary>How long each chunk's read takes.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The share of chunks that are absent, 0 to 1.</summary>
    public double Absent { get; init; }

    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: the URI is not as above.</exception>
    public static SyntheticSpec Parse(string uri, ArrayLimits limits)
    {
        var question = uri.IndexOf('?', StringComparison.Ordinal);
        var name = uri[Scheme.Length..(question < 0 ? uri.Length : question)].Trim('/');
        if (!Enum.TryParse<SyntheticKind>(name, ignoreCase: true, out var kind) || !Enum.IsDefined(kind) || char.IsAsciiDigit(name[0]))
        {
            throw Invalid(uri, $"'{name}' is none of blobs, gradient, labels, index");
        }

        var spec = new SyntheticSpec { Uri = uri, Kind = kind };
        foreach (var option in question < 0 ? [] : uri[(question + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = option.IndexOf('=', StringComparison.Ordinal);
            var (key, value) = equals < 0 ? (option, string.Empty) : (option[..equals], option[(equals + 1)..]);
            spec = spec.With(key, System.Uri.UnescapeDataString(value));
        }

        return spec.Complete(limits);
    }

    private SyntheticSpec With(string key, string value) => key switch
    {
        "shape" => this with { Shape = [.. Numbers(key, value)] },
        "chunks" => this with { Chunks = [.. Numbers(key, value).Select(extent => (int)Math.Min(extent, int.MaxValue))] },
        "dtype" => this with { DataType = ParseType(value) },
        "levels" => this with { Levels = (int)Math.Min(Numbers(key, value)[0], int.MaxValue) },
        "delay" => this with { Delay = Duration.Parse(value) ?? throw Invalid(Uri, $"delay '{value}' is no duration such as 100ms or 2s") },
        "absent" => this with
        {
            Absent = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1
                ? share
                : throw Invalid(Uri, $"absent '{value}' is no share from 0 to 1"),
        },
        _ => throw Invalid(Uri, $"unknown option '{key}'; there are shape, dtype, chunks, levels, delay, absent"),
    };

    private SyntheticSpec Complete(ArrayLimits limits)
    {
        if (Shape.IsDefault)
        {
            throw Invalid(Uri, "shape is missing, such as shape=64,256,256");
        }

        if (Shape.Length > limits.MaxRank || Levels is < 1 or > MaxLevels)
        {
            throw Invalid(Uri, $"at most {limits.MaxRank} axes and {MaxLevels} levels are made");
        }

        var chunks = Chunks.IsDefault
            ? [.. Shape.Select((extent, axis) => axis < Shape.Length - 3 ? 1 : (int)Math.Clamp(extent, 1, DefaultChunkExtent))]
            : Chunks;
        if (chunks.Length != Shape.Length || chunks.Any(static extent => extent < 1))
        {
            throw Invalid(Uri, $"chunks [{string.Join(", ", chunks)}] do not go with shape [{string.Join(", ", Shape)}]");
        }

        var bytes = ArraySize.ByteLength([.. chunks.Select(static extent => (long)extent)], DataType, Uri);
        return bytes <= limits.MaxChunkBytes
            ? this with { Chunks = chunks }
            : throw new LamellaException(
                LamellaErrorCode.LimitExceeded,
                $"{Uri}: a chunk of {bytes} bytes is larger than the limit of {limits.MaxChunkBytes}.",
                Uri);
    }

    private DataType ParseType(string value) =>
        Enum.GetValues<DataType>().Where(type => type.ZarrName() == value && type is not (DataType.Complex64 or DataType.Complex128))
            .Select(static type => (DataType?)type).FirstOrDefault()
        ?? throw Invalid(Uri, $"dtype '{value}' is no real type by Zarr's names, such as uint16 or float32");

    private long[] Numbers(string key, string value)
    {
        var parts = value.Split(',');
        var numbers = new long[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                throw Invalid(Uri, $"{key} '{value}' is no list of whole numbers such as 64,256,256");
            }
        }

        return numbers;
    }

    private static LamellaException Invalid(string uri, string what) =>
        new(LamellaErrorCode.InvalidArgument, $"{uri}: {what}.", uri);
}
