using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk.Slicing;
using Xunit;

namespace Lamella.Grains.Tests.Goldens;

/// <summary>What a sequence asks of the slicer.</summary>
internal sealed partial class SlicerPlay
{
    private async Task SubmitAsync(string[] names, string taskName)
    {
        var layers = names.Select(Find).ToList();
        var isSync = _scopes.Count > 0;
        try
        {
            // What is held already must be before its gate: it opens for the synchronous slice alone.
            foreach (var layer in layers.Where(layer => isSync && layer.Gate is not null && !layer.Loaded))
            {
                await Eventually.HoldsAsync(() => layer.Gate!.Begun >= 1 + layer.Requests + layer.Synchronous, Token);
            }

            var opened = isSync ? layers.Select(static layer => layer.Gate?.Open()).ToList() : [];
            var task = await _viewer.SubmitAsync(layers.Select(static layer => layer.IsUnknown ? new LayerId("unknown") : layer.Id), Token);
            opened.ForEach(static gate => gate?.Dispose());
            await NoteSubmittedAsync(layers, taskName, task);
        }
        catch (LamellaException)
        {
            _log.Add($"submit_raised {taskName}");
        }
    }

    private async Task NoteSubmittedAsync(List<PlayedLayer> layers, string taskName, SliceTask? task)
    {
        foreach (var layer in layers.Where(layer => task?.Layers.Contains(layer.Id) == true))
        {
            layer.Request(task!.Revision);
            _log.Add($"request {layer.Name} {layer.Requests}");
        }

        // Whatever no task waits for must have been sliced by now, for the newest revision.
        var snapshot = await _viewer.GetSnapshotAsync(Token);
        foreach (var layer in layers.Where(layer => task?.Layers.Contains(layer.Id) != true))
        {
            var state = snapshot.Layers.Single(state => state.Spec.Id == layer.Id);
            Assert.Equal((false, snapshot.Revision), (state.Loading, state.LastResponse!.Revision));
            layer.Synchronous++;
            _log.Add($"sync {layer.Name}");
        }

        _tasks.Add((taskName, task));
        _log.Add($"submitted {taskName} {(task is null ? "none" : "task")}");
    }

    private async Task WaitRunningAsync(string taskName)
    {
        var task = _tasks.Single(task => task.Name == taskName).Task!;
        var layers = _layers.Where(layer => task.Layers.Contains(layer.Id)).ToList();

        // One slice when the layer was added, and one for each request.
        await Eventually.HoldsAsync(() => layers.TrueForAll(layer => layer.Gate!.Begun == 1 + layer.Requests), Token);
    }

    private async Task<string> OutcomeAsync(SliceTask? task, bool isOver)
    {
        if (task is null)
        {
            return "none";
        }

        var snapshot = await _viewer.GetSnapshotAsync(Token);
        if (!isOver && snapshot.Layers.Any(layer => task.Layers.Contains(layer.Spec.Id) && layer.LoadingRevision == task.Revision))
        {
            return "active";
        }

        try
        {
            await task.Result.WaitAsync(Patience, Token);
            return "done";
        }
        catch (LamellaException)
        {
            return "error";
        }
        catch (OperationCanceledException)
        {
            return "cancelled";
        }
    }
}
