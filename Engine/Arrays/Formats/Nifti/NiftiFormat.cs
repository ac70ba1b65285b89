using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Formats.Flat;

namespace Lamella.Engine.Arrays.Formats.Nifti;

/// <summary>
/// NIfTI-1 and NIfTI-2 in one file, plain or gzip. The array's axes are in the order of the file's own indices, (i, j, k, …),
/// so that shapes, indices and affines are those that nibabel shows. They carry the names that <c>nifti1.h</c> gives the
/// dimensions, x, y, z, t, u, v, w.
/// </summary>
public sealed class NiftiFormat : IImageFormat
{
    private const int LabelIntent = 1002;

    private static readonly ImmutableArray<string> Names = ["x", "y", "z", "t", "u", "v", "w"];

    /// <inheritdoc/>
    public string Name => "NIfTI";

    /// <inheritdoc/>
    public string LooksFor => "a file with the magic n+1 or n+2, plain or gzip";

    /// <inheritdoc/>
    public ValueTask<bool> MatchesContentAsync(ImageSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ValueTask<bool>(NiftiHeader.Matches(Head(source, out _)));
    }

    /// <inheritdoc/>
    public bool MatchesName(ImageSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.IsFile && (source.Name.EndsWith(".nii", StringComparison.OrdinalIgnoreCase)
            || source.Name.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase));
    }

    /// <inheritdoc/>
    public ValueTask<OpenedImage> OpenAsync(ImageSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.InnerPath.Length > 0)
        {
            throw new LamellaException(
                LamellaErrorCode.NotFound, $"{source.Uri}: a NIfTI file has nothing inside it; leave out '{source.InnerPath}'.", source.Uri);
        }

        var header = NiftiHeader.Parse(Head(source, out var isGzip), source.Uri);
        var layout = new FlatLayout(
            header.Shape, NiftiDataTypes.Find(header, source.Uri), header.VoxOffset, IsFortran: true, header.IsBigEndian);
        var format = string.Create(CultureInfo.InvariantCulture, $"NIfTI-{header.Version}{(isGzip ? ", gzip" : string.Empty)}");
        return new ValueTask<OpenedImage>(new OpenedImage
        {
            Uri = source.Uri,
            Levels = [new FlatArray(layout, OpenBytes(source, layout, isGzip), FlatImage.Identity(source), format)],
            Axes = [.. header.Shape.Select((_, axis) => AxisNames.Axis(Names[axis], Unit(header, axis)))],
            LevelTransforms = [NiftiAffine.Transform(header)],
            IsLabels = header.IntentCode == LabelIntent && layout.DataType.IsInteger(),
            Format = format,
            Warnings = Warnings(header),
        });
    }

    private static IFlatSource OpenBytes(ImageSource source, FlatLayout layout, bool isGzip)
    {
        if (!isGzip)
        {
            FlatImage.Check(source, layout, source.Length);
            return FlatImage.OpenSource(source);
        }

        var length = ArraySize.ByteLength(layout.Shape, layout.DataType, source.Uri);
        FlatImage.Check(source, layout, long.MaxValue);
        return new InflatedFlatSource(
            source,
            new GZipStream(new StoreStream(source, 0, source.Length), CompressionMode.Decompress),
            source.Length,
            length > long.MaxValue - layout.Offset ? long.MaxValue : length + layout.Offset);
    }

    /// <summary>The beginning of the file, inflated where it is gzip.</summary>
    private static byte[] Head(ImageSource source, out bool isGzip)
    {
        isGzip = source.Head.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);
        if (!isGzip)
        {
            return source.Head.ToArray();
        }

        var head = new byte[NiftiHeader.MaxLength];
        using var stream = new GZipStream(new MemoryStream(source.Head.ToArray()), CompressionMode.Decompress);
        try
        {
            return head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            // A damaged gzip file is not known to hold a NIfTI header: if its name says so, opening it says what is wrong.
            return [];
        }
    }

    private static string? Unit(NiftiHeader header, int axis) => axis switch
    {
        < 3 => (header.Units & 0x07) switch
        {
            1 => "meter",
            2 => "millimeter",
            3 => "micrometer",
            _ => null,
        },
        3 => (header.Units & 0x38) switch
        {
            8 => "second",
            16 => "millisecond",
            24 => "microsecond",
            32 => "hertz",
            _ => null,
        },
        _ => null,
    };

    private static ImmutableArray<string> Warnings(NiftiHeader header) =>
        header.Slope == 0 || !double.IsFinite(header.Slope) || (header.Slope == 1 && header.Intercept == 0)
            ? []
            : [string.Create(CultureInfo.InvariantCulture, $"Values are as stored; the header scales them: value × {header.Slope} + {header.Intercept}.")];
}
