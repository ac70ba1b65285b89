using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;

namespace Lamella.Terminal.Viewing.Session;

/// <summary>Which layers show a source: one for each channel that its metadata show, in their colours.</summary>
internal static class ChannelPlan
{
    /// <summary>More channels than these stay one axis with a slider.</summary>
    private const int MaxChannels = 8;

    // Colours for channels without one: blue, orange and purple that add up to white, then primaries.
    private static readonly string[] Colors = ["#20adf8", "#f8ad20", "#ad20f8", "#00ff00", "#ff0000", "#00ffff", "#ffff00", "#ffffff"];

    /// <summary>Plans the layers.</summary>
    /// <param name="info">The image.</param>
    /// <param name="uri">Its source.</param>
    /// <param name="only">The one channel to show; null shows all that are to be shown.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: there is no such channel.</exception>
    public static IReadOnlyList<ImageLayerSpec> Of(ImageInfo info, string uri, long? only = null)
    {
        var axis = info.Axes.ToList().FindIndex(candidate => candidate.Type == "channel");
        var count = axis < 0 || info.IsRgb ? 1 : info.Levels[0].Shape[axis];
        var name = uri.TrimEnd('/', '\\').Split('/', '\\')[^1];
        if (only is { } wrong && (axis < 0 || info.IsRgb || wrong < 0 || wrong >= count))
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                axis < 0 || info.IsRgb ? $"There is no channel {wrong}; the image has no channel axis." : $"There is no channel {wrong}; there are 0 … {count - 1}.",
                expected: axis < 0 || info.IsRgb ? "no channel" : $"0 … {count - 1}",
                got: $"{wrong}");
        }

        if (only is null && (axis < 0 || info.IsRgb || count > MaxChannels))
        {
            return [Layer(name, uri, null, "gray")];
        }

        var shown = Enumerable.Range(0, (int)count)
            .Where(channel => only is null ? channel >= info.Channels.Length || info.Channels[channel].Active : channel == only)
            .ToList();
        return
        [
            .. (shown.Count == 0 ? [0] : shown).Select(channel =>
            {
                var said = channel < info.Channels.Length ? info.Channels[channel] : null;
                var color = said?.Color is { } rgb ? $"#{rgb & 0xFFFFFF:x6}" : count == 1 ? "gray" : Colors[channel % Colors.Length];
                return Layer(said?.Label ?? (count == 1 ? name : $"{name} {channel}"), uri, channel, color) with
                {
                    Blending = count == 1 ? Blending.TranslucentNoDepth : Blending.Additive,
                };
            }),
        ];
    }

    private static ImageLayerSpec Layer(string name, string uri, int? channel, string colormap) =>
        new() { Id = LayerId.New(), Name = name, Source = new LayerSource(uri, channel), Colormap = colormap };
}
