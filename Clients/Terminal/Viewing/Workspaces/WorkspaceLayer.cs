using Lamella.Contracts.Layers;

namespace Lamella.Terminal.Viewing.Workspaces;

/// <summary>What is kept of a layer.</summary>
/// <param name="Name">What a user calls it.</param>
/// <param name="Uri">Its source.</param>
/// <param name="Channel">The channel that was picked, or null.</param>
/// <param name="Visible">Whether it is shown.</param>
/// <param name="Opacity">0 … 1.</param>
/// <param name="Blending">How it is drawn over others.</param>
/// <param name="Colormap">Name of a colormap, or a colour.</param>
/// <param name="Gamma">Exponent.</param>
/// <param name="ContrastLimits">Lower and upper limit in data values, or null.</param>
internal sealed record WorkspaceLayer(
    string Name,
    string Uri,
    int? Channel,
    bool Visible,
    double Opacity,
    Blending Blending,
    string Colormap,
    double Gamma,
    ContrastLimits? ContrastLimits)
{
    public static WorkspaceLayer Of(ImageLayerSpec spec) => new(
        spec.Name,
        spec.Source.Uri,
        spec.Source.Channel,
        spec.Visible,
        spec.Opacity,
        spec.Blending,
        spec.Colormap,
        spec.Gamma,
        spec.ContrastLimits);

    /// <summary>A new layer like the one that was kept.</summary>
    public ImageLayerSpec ToSpec() => new()
    {
        Id = LayerId.New(),
        Name = Name,
        Source = new LayerSource(Uri, Channel),
        Visible = Visible,
        Opacity = Opacity,
        Blending = Blending,
        Colormap = Colormap,
        Gamma = Gamma,
        ContrastLimits = ContrastLimits,
    };
}
