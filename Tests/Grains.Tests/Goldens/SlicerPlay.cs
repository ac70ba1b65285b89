using System.Text.Json;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;
using Lamella.Engine.Tests.Goldens;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Lamella.Sdk.Slicing;
using Xunit;

namespace Lamella.Grains.Tests.Goldens;

/// <summary>
/// Plays one slicer sequence through a viewer of the service. While any layer is held, all are: napari's one thread is busy
/// then, and what waits behind it is still to be cancelled. What cannot be requested is a layer that the viewer does not know.
/// </summary>
internal sealed partial class SlicerPlay : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SlicerFixture _fixture;
    private readonly Viewer _viewer;
    private readonly Watcher _watcher;
    private readonly List<PlayedLayer> _layers = [];
    private readonly List<(string Name, SliceTask? Task)> _tasks = [];
    private readonly Stack<IDisposable> _scopes = new();
    private readonly List<string> _log = [];
    private readonly List<(string Layer, int Id)> _delivered = [];
    private readonly List<string> _errors = [];
    private readonly HashSet<(LayerId, Contracts.Slicing.Revision)> _reported = [];
    private int _consumed;

    private SlicerPlay(SlicerFixture fixture)
    {
        _fixture = fixture;
        _viewer = fixture.Client.OpenViewer();
        _watcher = new Watcher(_viewer);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<SlicerAnswer> RunAsync(SlicerFixture fixture, GoldenCase golden)
    {
        await using var play = new SlicerPlay(fixture);
        foreach (var op in golden.Json.GetProperty("input").GetProperty("ops").EnumerateArray())
        {
            await play.DoAsync(op);
        }

        return await play.FinishAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _layers.ForEach(static layer => layer.Gate?.Release());
        await _watcher.DisposeAsync();
        await _viewer.CloseAsync();
    }

    private Task DoAsync(JsonElement op) => op[0].GetString() switch
    {
        "layer" => AddAsync(op[1].GetString()!, op[2].GetString() == "async"),
        "hold" => HoldAsync(op[1].GetString()!),
        "release" => ReleaseAsync(op[1].GetString()!),
        "fail" => FailAsync(op[1].GetString()!, op[2].GetBoolean()),
        "fail_make" => MakeUnknownAsync(op[1].GetString()!, op[2].GetBoolean()),
        "submit" => SubmitAsync([.. op[1].EnumerateArray().Select(static name => name.GetString()!)], op[2].GetString()!),
        "wait_running" => WaitRunningAsync(op[1].GetString()!),
        "wait_done" => WaitDoneAsync(op[1].GetString()!),
        "wait_idle" => WaitIdleAsync(),
        "pump" => PumpAsync(),
        "state" => StateAsync(),
        "drop" => DropAsync(op[1].GetString()!),
        "force_sync_enter" => Do(() => _scopes.Push(_viewer.ForceSync())),
        "force_sync_exit" => Do(() => _scopes.Pop().Dispose()),
        "shutdown" => ShutDownAsync(),
        var unknown => throw new NotSupportedException(unknown),
    };

    private async Task<SlicerAnswer> FinishAsync()
    {
        await _viewer.WaitUntilIdleAsync(Patience, Token);
        var tasks = new List<string>();
        foreach (var (name, task) in _tasks)
        {
            tasks.Add($"{name} {await OutcomeAsync(task, isOver: true)}");
        }

        await HearAsync();
        foreach (var ended in _watcher.Heard.Where(static heard => heard is SliceReady or SliceFailed))
        {
            Collect(ended);
        }

        return new SlicerAnswer(
            _log,
            SlicerAnswer.Delivery(_delivered),
            [.. tasks.Order()],
            [.. _layers.Select(static layer => layer.Gate is null
                ? $"{layer.Name} sync={layer.Synchronous}"
                : SlicerAnswer.LayerLine(layer.Name, layer.Loaded, layer.Shown, layer.Requests, layer.Synchronous)).Order()],
            [.. _errors.Order()]);
    }

    private async Task AddAsync(string name, bool isAsync)
    {
        if (isAsync)
        {
            var (id, gate, _) = await _fixture.AddImageAsync(_viewer, Token);
            _layers.Add(new PlayedLayer(name, id, gate));
        }
        else
        {
            _layers.Add(new PlayedLayer(name, await _fixture.AddTracksAsync(_viewer, Token), null));
        }

        await HearAsync();
    }

    private Task HoldAsync(string name) => Do(() =>
    {
        Find(name).IsHeld = true;
        _layers.ForEach(static layer => layer.Gate?.Hold());
    });

    private Task ReleaseAsync(string name) => Do(() =>
    {
        Find(name).IsHeld = false;
        if (!_layers.Exists(static layer => layer.IsHeld))
        {
            _layers.ForEach(static layer => layer.Gate?.Release());
        }
    });

    private Task FailAsync(string name, bool fails) => Do(() => Find(name).Gate!.Fail(fails ? $"fail {name}" : null));

    private Task MakeUnknownAsync(string name, bool isUnknown) => Do(() => Find(name).IsUnknown = isUnknown);

    private async Task WaitDoneAsync(string taskName)
    {
        await OutcomeAsync(_tasks.Single(task => task.Name == taskName).Task, isOver: true);
        await HearAsync();
    }

    private async Task WaitIdleAsync()
    {
        var snapshot = await _viewer.WaitUntilIdleAsync(Patience, Token);
        await HearAsync();
        _log.Add($"idle {snapshot.Outcome != RevisionOutcome.Pending}");
    }

    private async Task PumpAsync()
    {
        await HearAsync();
        foreach (var ended in _watcher.Heard.Skip(_consumed))
        {
            _consumed++;
            var responses = ended switch { SliceReady ready => ready.Responses, SliceFailed failed => failed.Responses, _ => default };
            foreach (var layer in responses.IsDefault ? [] : _layers)
            {
                layer.Consume(ended.Revision, responses.FirstOrDefault(response => response.Layer == layer.Id));
            }
        }

        _log.Add(SlicerAnswer.PumpedLine(
            _layers.Where(static layer => layer.Gate is not null).Select(static layer => (layer.Name, layer.Shown, layer.Loaded))));
    }

    private async Task StateAsync()
    {
        var states = new List<string>();
        foreach (var (name, task) in _tasks)
        {
            states.Add($"{name}={await OutcomeAsync(task, isOver: false)}");
        }

        _log.Add($"state {string.Join(' ', states)}");
    }

    private async Task DropAsync(string name)
    {
        await _viewer.RemoveLayerAsync(Find(name).Id, Token);
        _layers.Remove(Find(name));
    }

    private async Task ShutDownAsync()
    {
        await _viewer.ShutDownAsync(Patience, Token);
        _log.Add("shutdown");
    }

    /// <summary>
    /// Hears all that the viewer has announced so far, before more happens: a slow subscriber is told the newest only. A
    /// repaired gap is told as several events of one number.
    /// </summary>
    private async Task HearAsync()
    {
        var snapshot = await _viewer.GetSnapshotAsync(Token);
        while (!IsHeard(snapshot))
        {
            await _watcher.NextAsync<ViewerEvent>();
        }
    }

    private bool IsHeard(ViewerSnapshot snapshot) =>
        _watcher.Heard.Any(heard => heard.Number >= snapshot.LastEvent)
        && (snapshot.LastEnd is not { } end
            || _watcher.Heard.Any(heard => heard is SliceReady or SliceFailed && heard.Revision >= end.Revision));

    private void Collect(ViewerEvent ended)
    {
        var failures = ended is SliceFailed failed ? failed.Failures : [];
        var responses = ended is SliceReady ready ? ready.Responses : ((SliceFailed)ended).Responses;
        foreach (var response in responses)
        {
            var layer = _layers.Find(layer => layer.Id == response.Layer);
            if (layer?.IdOf(response.Revision) is { } id && _reported.Add((response.Layer, response.Revision)))
            {
                _delivered.Add((layer.Name, id));
            }
        }

        _errors.AddRange(failures.Where(failure => _reported.Add((failure.Layer, failure.Revision))).Select(static failure => failure.Reason));
    }

    private PlayedLayer Find(string name) => _layers.Single(layer => layer.Name == name);

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
