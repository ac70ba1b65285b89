using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Arrays;
using Lamella.Engine.Arrays.Formats.Zarr.Metadata;

namespace Lamella.Engine.Arrays.Formats.OmeZarr;

/// <summary>Reads how channels wish to be shown (OME-NGFF, "omero"). What is odd is left out: it never costs the image.</summary>
internal static class OmeroChannels
{
    /// <summary>The channels; empty where nothing is said.</summary>
    /// <param name="ome">The OME-NGFF attributes of the image.</param>
    /// <param name="warnings">Receives what was odd.</param>
    public static ImmutableArray<ImageChannel> Read(MetadataElement ome, List<string> warnings)
    {
        if (!ome.TryGet("omero", out var omero) || !omero.TryGet("channels", out var channels))
        {
            return [];
        }

        if (!channels.IsArray)
        {
            warnings.Add($"omero.channels is left out: it is no list but {channels.Quote}.");
            return [];
        }

        return [.. channels.Items().Select(channel => ReadChannel(channel, warnings))];
    }

    private static ImageChannel ReadChannel(MetadataElement channel, List<string> warnings)
    {
        _ = channel.TryGet("window", out var window);
        return new ImageChannel(
            channel.TryGet("label", out var label) ? label.AsStringOrNull() : null,
            channel.TryGet("color", out var color) ? ParseColor(color, warnings) : null,
            window.TryGet("start", out var start) ? start.AsDoubleOrNull() : null,
            window.TryGet("end", out var end) ? end.AsDoubleOrNull() : null,
            !channel.TryGet("active", out var active) || active.Json.ValueKind != System.Text.Json.JsonValueKind.False);
    }

    /// <summary>Six hexadecimal digits; some writers put <c>#</c> before, or opacity behind.</summary>
    private static int? ParseColor(MetadataElement color, List<string> warnings)
    {
        var text = color.AsStringOrNull()?.TrimStart('#');
        if (text?.Length is 6 or 8 && int.TryParse(text.AsSpan(0, 6), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb))
        {
            return rgb;
        }

        warnings.Add($"a channel's colour is left out: {color.Quote} is not six hexadecimal digits.");
        return null;
    }
}
