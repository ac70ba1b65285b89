using System.Globalization;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Arrays.Formats.Flat;

/// <summary>Opens files that are a header and one run of elements.</summary>
internal static class FlatImage
{
    /// <summary>Opens the one array of a file, mapped where the file is local.</summary>
    /// <param name="source">The file.</param>
    /// <param name="layout">How its elements lie.</param>
    /// <param name="format">What the format says about itself.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.CorruptChunk"/>: the file is shorter than its elements; <see cref="LamellaErrorCode.LimitExceeded"/>:
    /// too many axes, or a size that overflows.
    /// </exception>
    public static OpenedImage Open(ImageSource source, FlatLayout layout, string format)
    {
        Check(source, layout, source.Length);
        var array = new FlatArray(layout, OpenSource(source), Identity(source), format);
        return Describe(source, array, format);
    }

    /// <summary>An image of one array of whose axes nothing is known.</summary>
    public static OpenedImage Describe(ImageSource source, FlatArray array, string format)
    {
        return new OpenedImage
        {
            Uri = source.Uri,
            Levels = [array],
            Axes = [.. Enumerable.Range(0, array.Metadata.Rank).Select(axis =>
                new ImageAxis((axis - array.Metadata.Rank).ToString(CultureInfo.InvariantCulture), null, null))],
            LevelTransforms = [AffineTransform.Identity(array.Metadata.Rank)],
            Format = format,
        };
    }

    /// <summary>The file's bytes: mapped where it is local.</summary>
    public static IFlatSource OpenSource(ImageSource source) => source.LocalPath is { } path
        ? new MappedFlatSource(path, source.Length)
        : new StoreFlatSource(source.Store, source.Key, source.Uri);

    /// <summary>Names a file's content: a local file that was written anew is another content.</summary>
    public static string Identity(ImageSource source)
    {
        var written = source.LocalPath is { } path ? File.GetLastWriteTimeUtc(path).Ticks : 0;
        return string.Create(CultureInfo.InvariantCulture, $"{source.Uri}#{source.Length}@{written:x}");
    }

    /// <summary>Checks that a file of a length can hold the elements that its header promises.</summary>
    public static void Check(ImageSource source, FlatLayout layout, long length)
    {
        if (layout.Shape.Length > source.Limits.MaxRank)
        {
            throw new LamellaException(
                LamellaErrorCode.LimitExceeded,
                $"{source.Uri}: {layout.Shape.Length} axes are more than the limit of {source.Limits.MaxRank}.",
                source.Uri);
        }

        var needed = ArraySize.ByteLength(layout.Shape, layout.DataType, source.Uri);
        if (length - layout.Offset < needed)
        {
            throw new LamellaException(
                LamellaErrorCode.CorruptChunk,
                $"{source.Uri}: an array of shape [{string.Join(", ", layout.Shape)}] of {layout.DataType.ZarrName()} takes {needed} bytes, but only {Math.Max(0, length - layout.Offset)} follow the header: the file is truncated.",
                source.Uri,
                expected: needed.ToString(CultureInfo.InvariantCulture),
                got: (length - layout.Offset).ToString(CultureInfo.InvariantCulture));
        }
    }
}
