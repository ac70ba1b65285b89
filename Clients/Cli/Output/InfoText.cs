using System.Globalization;
using System.Text;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;

namespace Lamella.Cli.Output;

/// <summary>What an image holds, for people.</summary>
internal static class InfoText
{
    /// <summary>Several lines, the last one ended.</summary>
    public static string Of(ImageInfo info)
    {
        var text = new StringBuilder();
        Line(text, "source", info.Uri);
        Line(text, "format", info.Format);
        Line(text, "type", Kind(info));
        Line(text, "axes", string.Join(", ", info.Axes.Select(Axis)));
        for (var level = 0; level < info.Levels.Length; level++)
        {
            Line(text, $"level {level}", Level(info, info.Levels[level]));
        }

        for (var channel = 0; channel < info.Channels.Length; channel++)
        {
            Line(text, $"channel {channel}", Channel(info.Channels[channel]));
        }

        foreach (var related in info.Related)
        {
            Line(text, "also", related);
        }

        foreach (var warning in info.Warnings)
        {
            Line(text, "note", warning);
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string label, string value) =>
        text.Append(CultureInfo.InvariantCulture, $"{label,-11}{value}\n");

    private static string Kind(ImageInfo info) =>
        info.DataType.ZarrName() + (info.IsLabels ? ", labels" : "") + (info.IsRgb ? ", RGB" : "");

    private static string Axis(ImageAxis axis)
    {
        var details = new[] { axis.Type, axis.Unit }.Where(detail => detail is not null);
        return details.Any() ? $"{axis.Name} ({string.Join(", ", details)})" : axis.Name;
    }

    private static string Level(ImageInfo info, ImageLevelInfo level)
    {
        var size = level.Shape.Aggregate((double)info.DataType.ItemSize(), static (bytes, extent) => bytes * extent);
        var shards = level.ShardShape.IsDefaultOrEmpty ? "" : $" in shards of {string.Join(" × ", level.ShardShape)}";
        return $"{string.Join(" × ", level.Shape)}, chunks {string.Join(" × ", level.ChunkShape)}{shards}, "
            + $"{(level.Codecs.IsDefaultOrEmpty ? "raw" : string.Join(" + ", level.Codecs))}, {Figures.Bytes(size)}, {Place(level.Transform)}";
    }

    private static string Place(AffineTransform transform)
    {
        if (!transform.IsDiagonal)
        {
            return $"affine [{string.Join(", ", transform.Matrix.Take(transform.Matrix.Length - transform.Ndim - 1).Select(Figures.Number))}]";
        }

        var scale = $"scale {string.Join(" × ", transform.Scale.Select(Figures.Number))}";
        return transform.Translation.All(static offset => offset == 0)
            ? scale
            : $"{scale}, at {string.Join(", ", transform.Translation.Select(Figures.Number))}";
    }

    private static string Channel(ImageChannel channel)
    {
        var color = channel.Color is { } rgb ? $", #{rgb:x6}" : "";
        var window = channel is { WindowStart: { } start, WindowEnd: { } end } ? $", {Figures.Number(start)} … {Figures.Number(end)}" : "";
        return $"{channel.Label ?? "unnamed"}{color}{window}{(channel.Active ? "" : ", hidden")}";
    }
}
