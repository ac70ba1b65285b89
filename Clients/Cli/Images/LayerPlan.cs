using Lamella.Cli.Arguments;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Sdk;
using Lamella.Sdk.Layers;

namespace Lamella.Cli.Images;

/// <summary>Which layers show a source: of an image one for each channel, in the colours that its metadata wish for; else one.</summary>
internal static class LayerPlan
{
    private static readonly int[] ChannelColors = [0x20ADF8, 0xF8AD20, 0xAD20F8, 0x00FF00, 0xFF0000, 0x00FFFF, 0xFFFF00];

    /// <summary>Plans the layers, bottom first.</summary>
    /// <param name="client">The service, which looks at the source.</param>
    /// <param name="layer">What the user says of it.</param>
    /// <param name="request">What the user asks for.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <exception cref="UsageException">There is no such channel or level.</exception>
    /// <exception cref="LamellaException">The source cannot be opened, or a setting cannot be.</exception>
    public static async Task<IReadOnlyList<PlannedLayer>> CreateAsync(
        LamellaClient client, LayerText layer, ViewRequest request, CancellationToken cancellationToken)
    {
        var uri = SourceUri.For(layer.Uri, client.Address);
        var kind = layer.Kind ?? await client.GetLayerKindAsync(uri, cancellationToken).ConfigureAwait(false);
        if (kind is not (LayerKind.Image or LayerKind.Labels))
        {
            return [new PlannedLayer(Checked(() => LayerSpecs.Create(kind, uri, layer.Settings)))];
        }

        var info = await client.GetImageInfoAsync(uri, cancellationToken).ConfigureAwait(false);
        if (kind == LayerKind.Labels || (layer.Kind is null && info.IsLabels))
        {
            var labels = (LabelsLayerSpec)Checked(() => LayerSpecs.Create(LayerKind.Labels, uri, layer.Settings));
            return [new PlannedLayer(labels with { LockedLevel = request.Level })];
        }

        var percentiles = Checked(layer.Settings.Contrast) is { IsPercent: true } contrast ? contrast.Limits : (ContrastLimits?)null;
        var only = Checked(() => layer.Settings.Whole("channel")) is { } channel ? request with { Channels = [(int)channel] } : request;
        var settings = percentiles is null ? layer.Settings : layer.Settings.Without("contrast");
        return [.. Create(info, uri, only).Select(spec => new PlannedLayer(Checked(() => LayerSpecs.Apply(spec, settings)), percentiles))];
    }

    /// <summary>What a setting gives; one that cannot be is the command line's fault.</summary>
    private static T Checked<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (LamellaException error)
        {
            throw new UsageException(error.Message);
        }
    }

    private static IReadOnlyList<ImageLayerSpec> Create(ImageInfo info, string uri, ViewRequest request)
    {
        if (request.Level is { } level && (level < 0 || level >= info.Levels.Length))
        {
            throw new UsageException($"There is no level {level}; there are 0 … {info.Levels.Length - 1}.");
        }

        var axis = ChannelAxis(info);
        var count = axis is { } index ? (int)info.Levels[0].Shape[index] : 0;
        foreach (var wrong in request.Channels.Where(channel => channel < 0 || channel >= count))
        {
            throw new UsageException(
                count == 0 ? $"There is no channel {wrong}; the image has no channel axis." : $"There is no channel {wrong}; there are 0 … {count - 1}.");
        }

        if (axis is null)
        {
            return [Spec(info, uri, null, request)];
        }

        var chosen = request.Channels.Count > 0 ? request.Channels : Active(info, count);
        return [.. chosen.Distinct().Select(channel => Spec(info, uri, channel, request, isOnly: count == 1))];
    }

    private static int? ChannelAxis(ImageInfo info)
    {
        var axis = info.IsRgb ? -1 : Enumerable.Range(0, info.Axes.Length).FirstOrDefault(index => info.Axes[index].Type == "channel", -1);
        return axis < 0 ? null : axis;
    }

    private static int[] Active(ImageInfo info, int count)
    {
        var active = Enumerable.Range(0, count).Where(channel => channel >= info.Channels.Length || info.Channels[channel].Active).ToArray();
        return active.Length > 0 ? active : [0];
    }

    private static ImageLayerSpec Spec(ImageInfo info, string uri, int? channel, ViewRequest request, bool isOnly = true)
    {
        var said = channel is { } index && index < info.Channels.Length ? info.Channels[index] : null;
        var color = said?.Color ?? (channel is { } number && !isOnly ? ChannelColors[number % ChannelColors.Length] : null);
        return new ImageLayerSpec
        {
            Id = LayerId.New(),
            Name = said?.Label ?? (channel is null ? "image" : $"channel {channel}"),
            Source = new LayerSource(uri, channel),
            Colormap = request.Colormap ?? (color is { } rgb ? $"#{rgb:x6}" : "gray"),
            ContrastLimits = Window(said),
            Blending = channel is null ? Blending.TranslucentNoDepth : Blending.Additive,
            LockedLevel = request.Level,
        };
    }

    private static ContrastLimits? Window(ImageChannel? channel) =>
        channel is { WindowStart: { } start, WindowEnd: { } end } && start < end ? new(start, end) : null;
}
