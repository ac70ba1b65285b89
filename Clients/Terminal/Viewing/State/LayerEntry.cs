using Lamella.Contracts.Layers;
using Lamella.Engine.Rendering.Colormaps;

namespace Lamella.Terminal.Viewing.State;

/// <summary>One layer of all canvases.</summary>
/// <param name="Spec">How it is shown.</param>
/// <param name="Info">What opening it told; null while it is being opened.</param>
/// <param name="AutoLimits">The limits that were taken from its first slice, for want of others.</param>
internal sealed record LayerEntry(LayerSpec Spec, LayerInfo? Info = null, ContrastLimits? AutoLimits = null)
{
    public LayerId Id => Spec.Id;

    public ImageLayerSpec? Image => Spec as ImageLayerSpec;

    /// <summary>What is drawn with the colormap's ends: what the user said, what the source says, or the first slice's range.</summary>
    public ContrastLimits Limits =>
        Image?.ContrastLimits
        ?? ChannelLimits
        ?? AutoLimits
        ?? new ContrastLimits(0, 1);

    private ContrastLimits? ChannelLimits =>
        Info?.Channel is { WindowStart: { } start, WindowEnd: { } end } && end > start ? new ContrastLimits(start, end) : null;

    /// <summary>Whether the limits still wait for a slice.</summary>
    public bool NeedsLimits => Image?.ContrastLimits is null && AutoLimits is null && ChannelLimits is null;

    /// <summary>The colormap: the user's, or, where that is the default, the colour that the source gives the channel.</summary>
    public string ColormapName =>
        Image is { Colormap: not "gray" } image ? image.Colormap
        : Info?.Channel?.Color is { } color ? $"#{color & 0xFFFFFF:x6}"
        : "gray";

    public Colormap Colormap => ColormapCatalog.Parse(ColormapName);
}
