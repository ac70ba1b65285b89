using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>What ImageJ writes into ImageDescription: a line <c>key=value</c> each.</summary>
/// <param name="fields">Key and value.</param>
internal sealed class ImageJDescription(ImmutableDictionary<string, string> fields)
{
    private const string Magic = "ImageJ=";

    /// <summary>ImageJ's version.</summary>
    public string Version => fields.GetValueOrDefault("ImageJ", string.Empty);

    /// <summary>Planes of the stack.</summary>
    public long Images => Count("images");

    /// <summary>The axes of the stack, slowest first, as ImageJ stores them (xyczt), those of extent 1 left out.</summary>
    public ImmutableArray<TiffPageAxis> Axes =>
    [
        .. new[]
        {
            new TiffPageAxis(
                AxisNames.Axis("t", FrameInterval is null ? null : UnitNames.Find(fields.GetValueOrDefault("tunit", "sec"))),
                Count("frames"),
                FrameInterval ?? 1),
            new TiffPageAxis(AxisNames.Axis("z", Unit), Count("slices"), Spacing ?? 1),
            new TiffPageAxis(AxisNames.Axis("c"), Count("channels"), 1),
        }.Where(static axis => axis.Extent > 1),
    ];

    /// <summary>The unit of length; null where lengths are in pixels.</summary>
    public string? Unit => UnitNames.Find(fields.GetValueOrDefault("unit"));

    /// <summary>Lower and upper limit of what is displayed; null where nothing is said.</summary>
    public ImageChannel? Display => Number("min") is { } min && Number("max") is { } max && min < max
        ? new ImageChannel(null, null, min, max, true)
        : null;

    /// <summary>Distance of slices; ImageJ knows negative ones.</summary>
    private double? Spacing => Number("spacing") is { } spacing && spacing != 0 ? Math.Abs(spacing) : null;

    private double? FrameInterval => Number("finterval") is { } interval and > 0 ? interval : null;

    /// <summary>Reads a description; null where ImageJ did not write it.</summary>
    /// <param name="text">ImageDescription.</param>
    public static ImageJDescription? TryParse(string text)
    {
        if (!text.StartsWith(Magic, StringComparison.Ordinal))
        {
            return null;
        }

        var fields = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            if (line.IndexOf('=', StringComparison.Ordinal) is var equals and > 0)
            {
                fields[line[..equals]] = line[(equals + 1)..].TrimEnd('\r');
            }
        }

        return new ImageJDescription(fields.ToImmutable());
    }

    private long Count(string key) =>
        long.TryParse(fields.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : 1;

    private double? Number(string key) =>
        double.TryParse(fields.GetValueOrDefault(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;
}
