using Lamella.Cli.Images;
using Lamella.Contracts.Errors;
using Lamella.Sdk;
using Lamella.Sdk.Connections;
using Lamella.Sdk.Layers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Lamella.Clients.Tests.Sdk;

/// <summary>Callers who stop while the service is frozen or lost: they are let go, with the outcome that they expect.</summary>
public sealed class StoppedCallsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedService _service = new();

    private LamellaClientOptions Options => new() { TimeProvider = _time };

    [Fact]
    public async Task RunAsync_callThatIsStoppedAndNotAnswered_endsAsStopped()
    {
        using var stop = new CancellationTokenSource();
        var retry = new Retry(Options, "here");

        var error = await Assert.ThrowsAsync<OperationCanceledException>(() => retry.RunAsync<int>(
            async _ =>
            {
                await stop.CancelAsync();
                throw new TimeoutException();
            },
            stop.Token));

        Assert.Equal(stop.Token, error.CancellationToken);
    }

    [Fact(Timeout = 60_000)]
    public async Task AddLayerAsync_stoppedWhileTheServiceIsFrozen_endsAsStopped()
    {
        using var stop = new CancellationTokenSource();
        await using var client = _service.Connect(Options);
        var adding = client.OpenViewer().AddImageAsync("synthetic:index", cancellationToken: stop.Token);

        await stop.CancelAsync();
        await PassUntilAsync(adding, TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => adding);
        Assert.Equal(stop.Token, error.CancellationToken);
        Assert.Equal(["AddLayer", "RemoveLayer"], _service.Calls);
    }

    [Fact]
    public async Task AddLayerAsync_stoppedWhileTheServiceIsLost_endsAsStopped()
    {
        using var stop = new CancellationTokenSource();
        await using var client = _service.Connect(Options);
        _service.Fail("RemoveLayer", new LamellaException(LamellaErrorCode.Unavailable, "lost"));
        var adding = client.OpenViewer().AddImageAsync("synthetic:index", cancellationToken: stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => adding);
    }

    [Fact(Timeout = 60_000)]
    public async Task OpenAsync_ofLayersThatCannotBeOpened_closesTheViewerAndTellsWhy()
    {
        await using var client = _service.Connect(Options);
        _service.Fail("GetKind", new LamellaException(LamellaErrorCode.NotFound, "no such thing"));
        var opening = ImageView.OpenAsync(client, [LayerText.Parse("synthetic:index")], new ViewRequest(), _time, CancellationToken.None);

        await PassUntilAsync(opening, TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<LamellaException>(() => opening);
        Assert.Equal(LamellaErrorCode.NotFound, error.Code);
        Assert.Equal(["GetKind", "Close"], _service.Calls);
    }

    /// <summary>Lets the time pass until something has ended.</summary>
    private async Task PassUntilAsync(Task ending, CancellationToken cancellationToken)
    {
        while (!ending.IsCompleted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }
    }
}
