using Lamella.Contracts.Geometry;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Slicing;

namespace Lamella.Grains.Viewers;

/// <summary>Moving: Dims, field of view, and slicing anew.</summary>
internal sealed partial class ViewerGrain
{
    public Task<Revision> SetDims(Dims dims, ChangeOrder order)
    {
        if (!_dimsOrders.TryAccept(order))
        {
            return Task.FromResult(_slicer.Revision);
        }

        var changed = _model.WithDims(dims);
        return Task.FromResult(changed.Dims.Equals(_model.Dims) ? _slicer.Revision : Move(changed));
    }

    public Task<Revision> SetFieldOfView(FieldOfView? fieldOfView, ChangeOrder order)
    {
        if (!_viewOrders.TryAccept(order))
        {
            return Task.FromResult(_slicer.Revision);
        }

        var changed = _model.WithFieldOfView(fieldOfView);
        return Task.FromResult(Equals(changed.FieldOfView, _model.FieldOfView) ? _slicer.Revision : Move(changed));
    }

    public Task<Revision> SliceNow() => Task.FromResult(Change(static _ => true, isForced: true));

    private Revision Move(ViewerModel changed)
    {
        _model = changed;
        return Change(static _ => true);
    }
}
