using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;

namespace Lamella.Grains.Layers;

/// <summary>
/// The source of a layer, opened once and off the grain's turn; what several requests wait for is one opening, which
/// goes on when one of them is cancelled. A failure is not kept: the next request tries again. Runs in the grain's context.
/// </summary>
internal sealed class OpenedSource(LayerModelOpener opener) : IDisposable
{
    private LayerSource? _source;
    private Type? _layerType;
    private LayerColumns? _columns;
    private Task<ILayerModel>? _model;
    private CancellationTokenSource? _stop;
    private ILayerModel? _opened;

    /// <summary>Whether a layer's source is open, so that nothing has to be waited for.</summary>
    /// <param name="spec">The layer.</param>
    public bool IsOpen(LayerSpec spec) => _model is { IsCompletedSuccessfully: true } && Fits(spec);

    /// <summary>The model of a layer.</summary>
    /// <param name="spec">The layer; another source or other columns than before are opened anew.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="LamellaException">The source cannot be opened.</exception>
    public async Task<ILayerModel> GetAsync(LayerSpec spec, CancellationToken cancellationToken)
    {
        if (_model is null || !Fits(spec))
        {
            Dispose();
            var stop = _stop = new CancellationTokenSource();
            (_source, _layerType, _columns) = (spec.Source, spec.GetType(), ColumnsOf(spec));
            _model = Task.Run(() => opener.OpenAsync(spec, stop.Token), stop.Token);
        }

        var opening = _model;
        try
        {
            var opened = await opening.WaitAsync(cancellationToken);
            _opened = _model == opening ? opened : _opened;
            return opened;
        }
        catch when (opening is { IsCompleted: true, IsCompletedSuccessfully: false })
        {
            if (_model == opening)
            {
                Dispose();
            }

            throw;
        }
    }

    /// <summary>Stops opening, and forgets what is opened.</summary>
    public void Dispose()
    {
        _stop?.Cancel();
        _stop?.Dispose();
        (_opened as IDisposable)?.Dispose();
        (_model, _stop, _opened) = (null, null, null);
    }

    private static LayerColumns? ColumnsOf(LayerSpec spec) => (spec as ItemsLayerSpec)?.Columns;

    private bool Fits(LayerSpec spec) =>
        _source == spec.Source && _layerType == spec.GetType() && _columns == ColumnsOf(spec);
}
