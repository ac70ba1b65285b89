using Lamella.Contracts.Slicing;

namespace Lamella.Grains.Viewers;

/// <summary>Takes what slice tasks give, in the grain's context. A task that was superseded gives nothing.</summary>
internal interface ISliceSink
{
    /// <summary>A layer has been sliced.</summary>
    void OnSliced(LayerSliceResponse response);

    /// <summary>A layer could not be sliced.</summary>
    void OnFailed(SliceFailure failure);
}
