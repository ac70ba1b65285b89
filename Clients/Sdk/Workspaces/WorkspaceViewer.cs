using System.Collections.Immutable;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;

namespace Lamella.Sdk.Workspaces;

/// <summary>One viewer of a workspace.</summary>
public sealed record WorkspaceViewer
{
    /// <summary>Names it within the workspace.</summary>
    public required string Id { get; init; }

    /// <summary>Its layers, bottom first.</summary>
    public required ImmutableArray<LayerSpec> Layers { get; init; }

    /// <summary>2 or 3.</summary>
    public required int Ndisplay { get; init; }

    /// <summary>The order of the axes, the displayed ones last.</summary>
    public required ImmutableArray<int> Order { get; init; }

    /// <summary>The point, world coordinates.</summary>
    public required ImmutableArray<double> Point { get; init; }

    /// <summary>How far a thick slice reaches below the point, world units.</summary>
    public ImmutableArray<double> MarginLeft { get; init; } = [];

    /// <summary>How far a thick slice reaches above the point, world units.</summary>
    public ImmutableArray<double> MarginRight { get; init; } = [];

    /// <summary>What its canvas showed; null where it never said.</summary>
    public FieldOfView? FieldOfView { get; init; }

    /// <summary>Viewers of the same workspace that it is linked with.</summary>
    public ImmutableArray<WorkspaceLink> Links { get; init; } = [];

    internal static WorkspaceViewer Of(ViewerSnapshot snapshot) => new()
    {
        Id = snapshot.Viewer.Value,
        Layers = [.. snapshot.Layers.Select(static layer => layer.Spec)],
        Ndisplay = snapshot.Dims.Ndisplay,
        Order = snapshot.Dims.Order,
        Point = snapshot.Dims.Point,
        MarginLeft = snapshot.Dims.MarginLeft,
        MarginRight = snapshot.Dims.MarginRight,
        FieldOfView = snapshot.FieldOfView,
        Links = [.. snapshot.Links.Select(static link => new WorkspaceLink(link.Viewer.Value, link.Parts))],
    };

    internal async Task<Viewer> OpenAsync(LamellaClient client, CancellationToken cancellationToken)
    {
        var viewer = client.OpenViewer();
        foreach (var layer in Layers)
        {
            await viewer.AddLayerAsync(layer, cancellationToken).ConfigureAwait(false);
        }

        // Where a source has other axes by now, the last ones are the same ones (SLICING S1, D2, D3).
        var dims = (await viewer.GetSnapshotAsync(cancellationToken).ConfigureAwait(false)).Dims;
        var moved = dims.WithNdim(Point.Length).WithNdisplay(Ndisplay).WithOrder(Order).WithPoint(Point);
        moved = MarginLeft.Length == Point.Length && MarginRight.Length == Point.Length ? moved.WithMargins(MarginLeft, MarginRight) : moved;
        await viewer.SetDimsAsync(moved.WithNdim(dims.Ndim), cancellationToken).ConfigureAwait(false);
        if (FieldOfView is not null)
        {
            await viewer.SetFieldOfViewAsync(FieldOfView, cancellationToken).ConfigureAwait(false);
        }

        if (Layers.IsEmpty)
        {
            // Its Dims may be those that it has anyway; a viewer with which nothing was done is none.
            await viewer.SliceAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        return viewer;
    }
}
