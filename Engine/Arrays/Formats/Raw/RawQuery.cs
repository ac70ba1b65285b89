using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Formats.Flat;

namespace Lamella.Engine.Arrays.Formats.Raw;

/// <summary>
/// What a URI says of raw bytes: <c>shape=10,512,512</c> and <c>dtype=uint16</c> (or NumPy's <c>&lt;u2</c>), and as wished
/// <c>order=C</c> or <c>F</c>, <c>endian=little</c> or <c>big</c>, <c>offset=0</c> in bytes, <c>axes=z,y,x</c> and <c>scale=2,0.5,0.5</c>.
/// </summary>
/// <param name="Layout">How the elements lie.</param>
/// <param name="Axes">Names of the axes; default where none are given.</param>
/// <param name="Scale">Units of each axis' step; default where none are given.</param>
internal sealed record RawQuery(FlatLayout Layout, ImmutableArray<string> Axes, ImmutableArray<double> Scale)
{
    private const string Example = "?shape=10,512,512&dtype=uint16";

    private static readonly ImmutableArray<string> Keys = ["shape", "dtype", "order", "endian", "offset", "axes", "scale"];

    /// <summary>Reads a query.</summary>
    /// <param name="query">Without the question mark.</param>
    /// <param name="path">The file, for errors.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: a key or value that is missing, unknown or wrong.</exception>
    public static RawQuery Parse(string query, string path)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? pair : pair[..equals];
            if (!Keys.Contains(key) || !values.TryAdd(key, equals < 0 ? string.Empty : Uri.UnescapeDataString(pair[(equals + 1)..])))
            {
                throw Wrong(path, $"'{key}' is unknown or comes twice; known are {string.Join(", ", Keys)}");
            }
        }

        var shape = List<long>(values, "shape", path, static text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var extent) && extent > 0 ? extent : null);
        var (dataType, isBigEndianType) = ParseType(values.GetValueOrDefault("dtype"), path);
        var isBigEndian = Choice(values, "endian", isBigEndianType ? "big" : "little", "big", "little", path);
        var isFortran = Choice(values, "order", "C", "F", "C", path);
        var offset = values.GetValueOrDefault("offset", "0");
        if (!long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var start))
        {
            throw Wrong(path, $"offset is '{offset}', a number of bytes is needed");
        }

        ImmutableArray<string> axes = values.TryGetValue("axes", out var names) ? [.. names.Split(',')] : default;
        ImmutableArray<double> scale = values.ContainsKey("scale")
            ? List<double>(values, "scale", path, static text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var step) && double.IsFinite(step) && step != 0 ? step : null)
            : default;
        CheckLength(axes.IsDefault ? shape.Length : axes.Length, "axes", shape.Length, path);
        CheckLength(scale.IsDefault ? shape.Length : scale.Length, "scale", shape.Length, path);
        return new RawQuery(new FlatLayout(shape, dataType, start, isFortran, isBigEndian), axes, scale);
    }

    private static ImmutableArray<T> List<T>(Dictionary<string, string> values, string key, string path, Func<string, T?> parse)
        where T : struct
    {
        if (!values.TryGetValue(key, out var text))
        {
            throw Wrong(path, $"{key} is missing");
        }

        return [.. text.Split(',').Select(item => parse(item) ?? throw Wrong(path, $"{key} is '{text}', of which '{item}' is not possible"))];
    }

    private static bool Choice(Dictionary<string, string> values, string key, string missing, string yes, string no, string path)
    {
        var text = values.GetValueOrDefault(key, missing);
        return text.Equals(yes, StringComparison.OrdinalIgnoreCase)
            || (text.Equals(no, StringComparison.OrdinalIgnoreCase) ? false : throw Wrong(path, $"{key} is '{text}', {yes} or {no} is needed"));
    }

    private static (DataType DataType, bool IsBigEndian) ParseType(string? text, string path)
    {
        foreach (var dataType in Enum.GetValues<DataType>())
        {
            var descr = dataType.NumpyDescr();
            if (text == dataType.ZarrName() || text == descr || text == descr[1..])
            {
                return (dataType, false);
            }

            if (text == $">{descr[1..]}")
            {
                return (dataType, true);
            }
        }

        throw Wrong(path, text is null ? "dtype is missing" : $"dtype '{text}' is unknown; such as uint16, float32 or <u2 are known");
    }

    private static void CheckLength(int length, string key, int rank, string path)
    {
        if (length != rank)
        {
            throw Wrong(path, $"{key} has {length} items, shape has {rank}");
        }
    }

    private static LamellaException Wrong(string path, string what) =>
        new(LamellaErrorCode.InvalidArgument, $"{path}: {OneLine.Of(what)}. Raw bytes are opened with such as {Example}.", path);
}
