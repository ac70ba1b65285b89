using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Arrays;
using Lamella.Engine.Arrays.Formats.Zarr.Metadata;

namespace Lamella.Engine.Arrays.Formats;

/// <summary>Axes of arrays without image metadata.</summary>
internal static class PlainAxes
{
    /// <summary>The array's own names (Zarr v3 <c>dimension_names</c>, else xarray's <c>_ARRAY_DIMENSIONS</c>), else default ones.</summary>
    /// <param name="metadata">The array.</param>
    /// <param name="attributes">Its attributes.</param>
    public static ImmutableArray<ImageAxis> Of(ArrayMetadata metadata, MetadataElement attributes)
    {
        var names = metadata.DimensionNames;
        if (names.IsDefault && attributes.TryGet("_ARRAY_DIMENSIONS", out var dimensions) && dimensions.IsArray)
        {
            ImmutableArray<string?> listed = [.. dimensions.Items().Select(static name => name.AsStringOrNull())];
            names = listed.Length == metadata.Rank ? listed : default;
        }

        return [.. Enumerable.Range(0, metadata.Rank).Select(axis => Make(names.IsDefault ? null : names[axis], axis, metadata.Rank))];
    }

    /// <summary>The type that an axis of this name has by convention; null where there is none.</summary>
    /// <param name="name">Such as <c>z</c>.</param>
    public static string? TypeOf(string name) => name switch
    {
        "x" or "y" or "z" => "space",
        "t" => "time",
        "c" => "channel",
        _ => null,
    };

    /// <summary>An unnamed axis has napari's label: its number, counted from the last (SLICING D4).</summary>
    private static ImageAxis Make(string? name, int axis, int rank)
    {
        var label = string.IsNullOrEmpty(name) ? (axis - rank).ToString(CultureInfo.InvariantCulture) : name;
        return new ImageAxis(label, TypeOf(label), Unit: null);
    }
}
