using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Sdk;
using Lamella.Sdk.Layers;
using Lamella.Sdk.Workspaces;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Viewing.Input;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Session;

/// <summary>
/// Does what the reducer asks for: talks to the service and to files. Every call returns at once; what comes of it is
/// posted. Effects are given by one thread.
/// </summary>
/// <param name="client">The service.</param>
/// <param name="post">Takes inputs, on any thread.</param>
/// <param name="clock">The clock.</param>
internal sealed class ViewSession(LamellaClient client, Action<ViewInput> post, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan PatienceAtTheEnd = TimeSpan.FromSeconds(1);

    private readonly CanvasLink?[] _links = new CanvasLink?[ViewState.MaxCanvases];
    private bool _keepsFirst;

    /// <summary>Opens the first canvas.</summary>
    /// <param name="viewer">A viewer to share, which is left as it is in the end; null makes one of its own.</param>
    public void Start(ViewerId? viewer)
    {
        _keepsFirst = viewer is not null;
        Open(0, viewer);
        if (viewer is not null)
        {
            GetSnapshot(0);
        }
    }

    public void Run(ViewEffect effect)
    {
        switch (effect)
        {
            case ViewEffect.SetDims dims:
                _links[dims.Canvas]?.SetDims(dims.Dims, dims.SentAt);
                break;
            case ViewEffect.SetFieldOfView field:
                _links[field.Canvas]?.SetFieldOfView(field.FieldOfView, field.SentAt);
                break;
            case ViewEffect.UpdateLayer update:
                ChangeLayers(update.Canvas, (viewer, token) => viewer.UpdateLayerAsync(update.Spec, token));
                break;
            case ViewEffect.MoveLayer move:
                ChangeLayers(move.Canvas, (viewer, token) => viewer.MoveLayerAsync(move.Layer, move.Index, token));
                break;
            case ViewEffect.RemoveLayer remove:
                ChangeLayers(remove.Canvas, (viewer, token) => viewer.RemoveLayerAsync(remove.Layer, token));
                break;
            case ViewEffect.GetSnapshot snapshot:
                GetSnapshot(snapshot.Canvas);
                break;
            case ViewEffect.FetchPixels fetch:
                _links[fetch.Canvas]?.Fetch(fetch.Response);
                break;
            case ViewEffect.LookUp look:
                _links[look.Canvas]?.LookUp(look.Place);
                break;
            case ViewEffect.OpenCanvas open:
                _ = AddLayersAsync(open.Canvas, Open(open.Canvas, null), open.State);
                break;
            case ViewEffect.RestoreCanvas restore when _links[restore.Canvas] is { } link:
                _ = AddLayersAsync(restore.Canvas, link, restore.State);
                break;
            case ViewEffect.CloseCanvas close:
                _ = CloseAsync(close.Canvas);
                break;
            case ViewEffect.AddSource add:
                _ = AddAsync(add.Uri, () => SourcePlan.CreateAsync(client, LayerText.Parse(add.Uri), Resolve));
                break;
            case ViewEffect.AddLayer add:
                _ = AddAsync(add.Spec.Source.Uri, () => Task.FromResult<IReadOnlyList<LayerSpec>>([add.Spec]));
                break;
            default:
                Files(effect);
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        var closing = Enumerable.Range(0, _links.Length).Select(CloseAsync).ToArray();
        await Task.WhenAny(Task.WhenAll(closing), Task.Delay(PatienceAtTheEnd, clock)).ConfigureAwait(false);
    }

    private void Files(ViewEffect effect)
    {
        switch (effect)
        {
            case ViewEffect.Complete complete:
                post(new ViewInput.CompletionsFound(complete.Text, PathCompletion.Find(complete.Text)));
                break;
            case ViewEffect.TakeScreenshot shot:
                Attempt(() => Screenshot.Save(shot.State, shot.Canvas, clock));
                break;
            case ViewEffect.SaveWorkspace save:
                _ = AttemptAsync(async () =>
                {
                    await WorkspaceFile.SaveAsync(save.Workspace, PathCompletion.Resolve(save.Path)).ConfigureAwait(false);
                    return $"Saved the workspace to {save.Path}.";
                });
                break;
            case ViewEffect.LoadWorkspace load:
                _ = AttemptAsync(async () =>
                {
                    post(new ViewInput.WorkspaceLoaded(await WorkspaceFile.LoadAsync(PathCompletion.Resolve(load.Path)).ConfigureAwait(false)));
                    return null;
                });
                break;
        }
    }

    private void Attempt(Func<string?> work) => _ = AttemptAsync(() => Task.FromResult(work()));

    private async Task AttemptAsync(Func<Task<string?>> work)
    {
        try
        {
            if (await work().ConfigureAwait(false) is { } done)
            {
                post(new ViewInput.Noted(Tone.Good, done));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or Contracts.Errors.LamellaException)
        {
            post(new ViewInput.Noted(Tone.Error, exception.Message));
        }
    }

    private Viewer Viewer(int canvas) => _links[canvas]!.Viewer;

    private void ChangeLayers(int canvas, Func<Viewer, CancellationToken, Task<Revision>> change) => _links[canvas]?.Tell(async token =>
    {
        Revision? revision = null;
        try
        {
            revision = await change(Viewer(canvas), token).ConfigureAwait(false);
        }
        finally
        {
            if (canvas == 0)
            {
                post(new ViewInput.LayersAccepted(revision));
            }
        }
    });

    private void GetSnapshot(int canvas) => _links[canvas]?.Tell(
        async token => post(new ViewInput.SnapshotArrived(canvas, await Viewer(canvas).GetSnapshotAsync(token).ConfigureAwait(false))));

    private CanvasLink Open(int canvas, ViewerId? viewer)
    {
        var link = new CanvasLink(canvas, client.OpenViewer(viewer), post, clock);
        _links[canvas] = link;
        link.Listen();
        return link;
    }

    private async Task AddLayersAsync(int canvas, CanvasLink link, ViewState state)
    {
        try
        {
            for (var layer = 0; layer < state.Layers.Length; layer++)
            {
                await link.Viewer.AddLayerAsync(state.Layers[layer].Spec with { Visible = state.Shows(canvas, layer) }).ConfigureAwait(false);
            }

            post(new ViewInput.CanvasOpened(canvas));
        }
        catch (Exception exception)
        {
            post(new ViewInput.CanvasRefused(canvas, exception.Message));
        }
    }

    private async Task CloseAsync(int canvas)
    {
        var link = Interlocked.Exchange(ref _links[canvas], null);
        if (link is null)
        {
            return;
        }

        link.Dispose();
        if (canvas == 0 && _keepsFirst)
        {
            return;
        }

        try
        {
            await link.Viewer.CloseAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            post(new ViewInput.Noted(Tone.Warning, $"Canvas {canvas + 1} was not closed: {exception.Message}"));
        }
    }

    private async Task AddAsync(string uri, Func<Task<IReadOnlyList<LayerSpec>>> plan)
    {
        string? failure = null;
        try
        {
            foreach (var spec in await plan().ConfigureAwait(false))
            {
                var added = await Viewer(0).AddLayerAsync(spec).ConfigureAwait(false);
                foreach (var link in _links.Skip(1).OfType<CanvasLink>())
                {
                    await link.Viewer.AddLayerAsync(spec).ConfigureAwait(false);
                }

                post(new ViewInput.LayerOpened(uri, spec, added.Info, added.Revision));
            }
        }
        catch (Exception exception)
        {
            failure = exception.Message;
        }

        post(new ViewInput.OpeningEnded(uri, failure));
    }

    /// <summary>A path on this machine as an absolute one; a service elsewhere has other files.</summary>
    private string Resolve(string uri) => ServiceHost.IsElsewhere(client.Address)
        ? uri
        : PathCompletion.Resolve(uri) is var path && !uri.Contains(':', StringComparison.Ordinal) && Path.Exists(path) ? Path.GetFullPath(path) : uri;
}
