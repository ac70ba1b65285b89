using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>One Image of OME-XML.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DimensionOrder">Such as <c>XYZCT</c>, fastest first.</param>
/// <param name="Sizes">Extents of X, Y, Z, C and T; C counts samples.</param>
/// <param name="Scales">Physical size of a step and its unit, for the axes that have one.</param>
/// <param name="Channels">Its channels.</param>
/// <param name="Blocks">Which pages hold which planes.</param>
internal sealed record OmeImage(
    string? Name,
    string DimensionOrder,
    ImmutableDictionary<char, int> Sizes,
    ImmutableDictionary<char, (double Step, string? Unit)> Scales,
    ImmutableArray<ImageChannel> Channels,
    ImmutableArray<OmeTiffData> Blocks)
{
    /// <summary>Reads an Image element.</summary>
    /// <param name="image">The element; has Pixels.</param>
    /// <param name="path">The file, for errors.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>.</exception>
    public static OmeImage Parse(XElement image, string path)
    {
        var pixels = OmeDocument.Named(image, "Pixels").First();
        var order = pixels.Attribute("DimensionOrder")?.Value ?? "XYZCT";
        if (order.Length != 5 || !order.StartsWith("XY", StringComparison.Ordinal) || !order.Order().SequenceEqual("CTXYZ"))
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidMetadata, $"{path}: OME-XML has DimensionOrder=\"{OneLine.Of(order)}\", XY and an order of Z, C, T is needed.", path, "such as XYZCT", order);
        }

        return new OmeImage(
            image.Attribute("Name")?.Value,
            order,
            order.ToImmutableDictionary(static axis => axis, axis => OmeDocument.Integer(pixels, $"Size{axis}", 1, 1, path)),
            ReadScales(pixels),
            [.. OmeDocument.Named(pixels, "Channel").Select(ReadChannel)],
            [.. OmeDocument.Named(pixels, "TiffData").Select(block => OmeTiffData.Parse(block, path))]);
    }

    private static ImmutableDictionary<char, (double Step, string? Unit)> ReadScales(XElement pixels)
    {
        var scales = ImmutableDictionary.CreateBuilder<char, (double Step, string? Unit)>();
        foreach (var axis in "XYZ")
        {
            Add(axis, $"PhysicalSize{axis}", "µm");
        }

        Add('T', "TimeIncrement", "s");
        return scales.ToImmutable();

        void Add(char axis, string name, string defaultUnit)
        {
            if (double.TryParse(pixels.Attribute(name)?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var step)
                && double.IsFinite(step) && step > 0)
            {
                scales[axis] = (step, UnitNames.Find(pixels.Attribute($"{name}Unit")?.Value ?? defaultUnit));
            }
        }
    }

    private static ImageChannel ReadChannel(XElement channel)
    {
        // A signed 32-bit number, red in the highest byte and alpha in the lowest.
        int? color = int.TryParse(channel.Attribute("Color")?.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var rgba)
            ? (rgba >> 8) & 0xFFFFFF
            : null;
        return new ImageChannel(channel.Attribute("Name")?.Value, color, null, null, true);
    }
}
