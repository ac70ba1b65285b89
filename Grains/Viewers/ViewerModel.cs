using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Viewers.Links;

namespace Lamella.Grains.Viewers;

/// <summary>A viewer's layers, Dims and field of view, and how they depend on each other. Immutable; a change is a new value.</summary>
internal sealed record ViewerModel
{
    /// <summary>A viewer without layers.</summary>
    public static ViewerModel Empty { get; } = new();

    /// <summary>The last request, with ranges that hold all layers.</summary>
    public Dims Dims { get; private init; } = Dims.Default;

    /// <summary>What the canvas shows; null where it never said.</summary>
    public FieldOfView? FieldOfView { get; private init; }

    /// <summary>The layers, bottom first.</summary>
    public ImmutableArray<StoredLayer> Layers => Stamped.Layers;

    /// <summary>The layers, with the stamps by which linked viewers merge them.</summary>
    public StampedLayers Stamped { get; init; } = StampedLayers.Empty;

    /// <summary>The newest change of the point that linked viewers know; null where it is not linked so.</summary>
    public LinkedChange? LinkedPoint { get; init; }

    /// <summary>The newest change of the zoom that linked viewers know; null where it is not linked so.</summary>
    public LinkedChange? LinkedZoom { get; init; }

    /// <summary>The viewers that it is linked with.</summary>
    public ImmutableArray<ViewerLink> Links { get; init; } = [];

    /// <summary>What storage had of an earlier life when it brought back the Dims; null once they have been changed anew.</summary>
    public Revision? RestoredFrom { get; private init; }

    /// <summary>The same of the field of view.</summary>
    public Revision? RestoredViewFrom { get; private init; }

    /// <summary>The layers' specs, bottom first.</summary>
    public ImmutableArray<LayerSpec> Specs => [.. Layers.Select(layer => layer.Spec)];

    /// <summary>The latest stamp of all.</summary>
    public LinkedStamp NewestStamp => new[] { Stamped.Newest, LinkedPoint?.Stamp ?? default, LinkedZoom?.Stamp ?? default }.Max();

    /// <summary>Takes up what storage kept.</summary>
    public static ViewerModel From(StoredViewer stored) => new()
    {
        Dims = stored.Dims,
        FieldOfView = stored.FieldOfView,
        Stamped = StampedLayers.From(stored.Layers, stored.LayerStamps),
        Links = stored.Links.IsDefault ? [] : stored.Links,
        LinkedPoint = stored.LinkedPoint,
        LinkedZoom = stored.LinkedZoom,
        RestoredFrom = stored.RestoredFrom ?? KeptIn(stored),
        RestoredViewFrom = stored.RestoredViewFrom ?? KeptIn(stored),
    };

    /// <summary>What storage is to keep.</summary>
    /// <param name="revision">The newest revision that is in the model.</param>
    public StoredViewer ToStored(Revision revision) => new()
    {
        Epoch = revision.Epoch,
        Counter = revision.Counter,
        Dims = Dims,
        FieldOfView = FieldOfView,
        Layers = Layers,
        Links = Links,
        LinkedPoint = LinkedPoint,
        LinkedZoom = LinkedZoom,
        LayerStamps = Stamped.Stamps,
        RestoredFrom = RestoredFrom,
        RestoredViewFrom = RestoredViewFrom,
    };

    /// <summary>The layer of an id; null where there is none.</summary>
    public StoredLayer? Find(LayerId id) => Layers.FirstOrDefault(layer => layer.Spec.Id == id);

    /// <summary>A layer as it is to be sliced, in the units that all layers share (SLICING T11); null where there is none of the id.</summary>
    public LayerSpec? InWorld(LayerId id) => Find(id) is { } layer ? LayerUnits.InWorld(Layers, layer) : null;

    /// <summary>
    /// Moves to other Dims. Their ranges hold at least the layers; wider ones are kept until the layers change, so that a
    /// point beyond all layers can be asked for.
    /// </summary>
    public ViewerModel WithDims(Dims dims)
    {
        var fitted = dims?.EnsureValid() ?? throw new LamellaException(LamellaErrorCode.InvalidArgument, "There are no Dims to move to.");
        if (Layers.IsEmpty)
        {
            return this with { Dims = fitted, RestoredFrom = null };
        }

        fitted = fitted.WithNdim(Dims.Ndim);
        var own = DimsRanges.Of(LayerUnits.Extents(Layers));
        var wider = own.Zip(fitted.Range, static (layer, asked) =>
            new DimRange(Math.Min(layer.Start, asked.Start), Math.Max(layer.Stop, asked.Stop), layer.Step));

        // The point of the argument was clamped to the argument's own ranges only.
        return this with { Dims = fitted.WithRange([.. wider]).WithPoint(fitted.Point), RestoredFrom = null };
    }

    /// <summary>Changes what the canvas shows.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: its parts are of different or absurd size.</exception>
    public ViewerModel WithFieldOfView(FieldOfView? fieldOfView)
    {
        if (fieldOfView is not null && !IsValid(fieldOfView))
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                "A field of view has as many finite corners and positive canvas sizes as the viewer displays axes.",
                expected: $"{Dims.Ndisplay} each",
                got: $"{Length(fieldOfView.Start)}, {Length(fieldOfView.Stop)}, {Length(fieldOfView.CanvasSize)}");
        }

        return this with { FieldOfView = fieldOfView, RestoredViewFrom = null };
    }

    /// <summary>Adds a layer at a position; the first one sets the point to the centre (SLICING T10, L15).</summary>
    public ViewerModel WithLayer(StoredLayer layer, int index, LinkedStamp stamp) => WithLayers(Stamped.Insert(layer, index, stamp));

    /// <summary>Removes a layer.</summary>
    public ViewerModel WithoutLayer(LayerId id, LinkedStamp stamp) => WithLayers(Stamped.Remove(id, stamp));

    /// <summary>Replaces a layer's spec.</summary>
    public ViewerModel WithChanged(StoredLayer layer, LinkedStamp stamp) => WithLayers(Stamped.Change(layer, stamp));

    /// <summary>Replaces what is known of a layer's source.</summary>
    public ViewerModel WithInfo(StoredLayer layer) => WithLayers(Stamped.Learn(layer));

    /// <summary>Moves a layer within the list.</summary>
    public ViewerModel WithMoved(LayerId id, int index, LinkedStamp stamp) => this with { Stamped = Stamped.Move(id, index, stamp) };

    /// <summary>Null for what a program wrote that did not know.</summary>
    private static Revision? KeptIn(StoredViewer stored) => stored.Counter == 0 ? null : new Revision(stored.Epoch, stored.Counter);

    private static int Length<T>(ImmutableArray<T> values) => values.IsDefault ? 0 : values.Length;

    private bool IsValid(FieldOfView view) =>
        Length(view.Start) == Dims.Ndisplay && Length(view.Stop) == Dims.Ndisplay && Length(view.CanvasSize) == Dims.Ndisplay
        && view.Start.Concat(view.Stop).All(double.IsFinite) && view.CanvasSize.All(static size => size > 0);

    /// <summary>Whether it is at the point that linked viewers have in common, or as near as its layers reach; not once a first layer has set the point.</summary>
    public bool IsAtLinkedPoint => !Layers.IsEmpty && AtLinkedPoint().Dims.Point.SequenceEqual(Dims.Point);

    /// <summary>Goes to the point that linked viewers have in common, as far as the ranges reach. Points align on the last axes.</summary>
    public ViewerModel AtLinkedPoint()
    {
        if (LinkedPoint is not { Point: { IsDefaultOrEmpty: false } point })
        {
            return this;
        }

        var own = Dims.Point.ToBuilder();
        for (var fromLast = 1; fromLast <= Math.Min(own.Count, point.Length); fromLast++)
        {
            own[^fromLast] = point[^fromLast];
        }

        return WithDims(Dims.WithPoint(own.MoveToImmutable()));
    }

    /// <summary>Takes a whole list of layers; the first ones set the point to the centre.</summary>
    public ViewerModel WithLayers(StampedLayers stamped)
    {
        var ranges = DimsRanges.Of(LayerUnits.Extents(stamped.Layers));
        if (stamped.Layers.IsEmpty)
        {
            return this with { Stamped = stamped, Dims = Dims.WithNdim(ranges.Length).Reset() };
        }

        var dims = Dims.WithNdim(ranges.Length).WithRange(ranges).WithAxisLabels(LabelsOf(stamped.Layers));
        return this with { Stamped = stamped, Dims = Layers.IsEmpty ? dims.GoToCenterStep() : dims };
    }

    /// <summary>The axis names of the layer with the most axes; the others' axes are its last ones (SLICING S1).</summary>
    private static ImmutableArray<string> LabelsOf(ImmutableArray<StoredLayer> layers) =>
        [.. layers.MaxBy(layer => layer.Info.Ndim)!.Info.Axes.Select(axis => axis.Name)];
}
