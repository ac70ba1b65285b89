using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;

namespace Lamella.Grains.Viewers;

/// <summary>What lies at a place, and small pictures.</summary>
internal sealed partial class ViewerGrain
{
    public async Task<ImmutableArray<LayerValue>> GetValues(WorldPoint place, WorldPoint? direction, CancellationToken cancellationToken)
    {
        var (dims, fieldOfView) = (_model.Dims, _model.FieldOfView);
        EnsureFinite(place);
        if (direction is { } along)
        {
            EnsureFinite(along);
        }

        var at = OnSlice(dims, place);
        var values = _model.Layers.Select(layer => layer.Spec.Visible
            ? ValueAsync(layer.Spec.Id, spec => new LayerValueRequest(spec, dims, fieldOfView, at, direction), cancellationToken)
            : Task.FromResult(new LayerValue { Layer = layer.Spec.Id }));
        return [.. await Task.WhenAll(values)];
    }

    public Task<LayerThumbnail?> GetThumbnail(LayerId layer, CancellationToken cancellationToken)
    {
        var spec = _model.InWorld(layer) ?? throw UnknownLayer(layer);
        return _layers.Of(layer).GetThumbnail(
            new LayerSliceRequest(_slicer.Revision, spec, _model.Dims, _model.FieldOfView), cancellationToken);
    }

    private async Task<LayerValue> ValueAsync(LayerId layer, Func<LayerSpec, LayerValueRequest> request, CancellationToken cancellationToken)
    {
        try
        {
            return await _layers.Of(layer).GetValue(request(_model.InWorld(layer)!), cancellationToken);
        }
        catch (LamellaException exception)
        {
            return new LayerValue { Layer = layer, Failure = exception.Message };
        }
    }

    /// <summary>The place moved onto the slice: along axes that are not displayed, the slice is at the point.</summary>
    private static WorldPoint OnSlice(Dims dims, WorldPoint place)
    {
        var moved = dims.Point.ToBuilder();
        foreach (var axis in dims.Displayed)
        {
            var given = axis - dims.Ndim + place.Ndim;
            moved[axis] = given >= 0 ? place[given] : 0;
        }

        return new WorldPoint(moved.ToImmutable());
    }

    private static void EnsureFinite(WorldPoint place)
    {
        if (place.Ndim == 0 || place.Coordinates.Any(static coordinate => !double.IsFinite(coordinate)))
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument, $"A place has a finite number for each displayed axis, not {place}.", got: $"{place}");
        }
    }
}
