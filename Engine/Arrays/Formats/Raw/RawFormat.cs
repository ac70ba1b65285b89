using System.Globalization;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Arrays.Formats.Flat;

namespace Lamella.Engine.Arrays.Formats.Raw;

/// <summary>
/// Bytes without a header, read as the URI says (<see cref="RawQuery"/>). A local file is mapped into memory, and used as it
/// lies where order and byte order permit.
/// </summary>
public sealed class RawFormat : IImageFormat
{
    /// <inheritdoc/>
    public string Name => "raw";

    /// <inheritdoc/>
    public string LooksFor => "a URI with ?shape=…&dtype=…";

    /// <inheritdoc/>
    public ValueTask<bool> MatchesContentAsync(ImageSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ValueTask<bool>(source.Query.Length > 0);
    }

    /// <inheritdoc/>
    public bool MatchesName(ImageSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.IsFile && source.Name.EndsWith(".raw", StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public ValueTask<OpenedImage> OpenAsync(ImageSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!source.IsFile || source.InnerPath.Length > 0)
        {
            throw new LamellaException(LamellaErrorCode.NotFound, $"{source.Uri}: raw bytes are one file, without anything inside it.", source.Uri);
        }

        var query = RawQuery.Parse(source.Query.Trim('?'), source.Uri);
        var (layout, rank) = (query.Layout, query.Layout.Shape.Length);
        var needed = ArraySize.ByteLength(layout.Shape, layout.DataType, source.Uri);
        if (source.Length - layout.Offset != needed)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{source.Uri}: this shape and dtype take {needed} bytes, the file has {source.Length - layout.Offset} from offset {layout.Offset} on."),
                source.Uri,
                expected: string.Create(CultureInfo.InvariantCulture, $"{needed} bytes"),
                got: string.Create(CultureInfo.InvariantCulture, $"{source.Length - layout.Offset} bytes"));
        }

        var image = FlatImage.Open(source, layout, "raw");
        return new ValueTask<OpenedImage>(image with
        {
            Axes = query.Axes.IsDefault ? image.Axes : [.. query.Axes.Select(static name => AxisNames.Axis(name))],
            LevelTransforms = query.Scale.IsDefault
                ? image.LevelTransforms
                : [AffineTransform.FromScaleTranslate(query.Scale.AsSpan(), new double[rank])],
        });
    }
}
