using Lamella.Contracts.Errors;
using Lamella.Engine.Compute;
using Xunit;

namespace Lamella.Engine.Tests.Compute;

public sealed class ComputeLaneTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_runs_on_a_lane_thread_and_returns_the_value()
    {
        using var sut = CreateSut();

        var name = await sut.RunAsync(static () => Thread.CurrentThread.Name, cancellationToken: Token);

        Assert.Equal("Lamella compute 0", name);
    }

    [Fact]
    public async Task RunAsync_continuation_does_not_run_on_the_lane()
    {
        using var sut = CreateSut();

        await sut.RunAsync(static () => { }, cancellationToken: Token).ConfigureAwait(continueOnCapturedContext: true);

        Assert.NotEqual("Lamella compute 0", Thread.CurrentThread.Name);
    }

    [Fact]
    public async Task RunAsync_work_that_throws_fails_its_task_and_the_lane_goes_on()
    {
        using var sut = CreateSut();

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => sut.RunAsync(static () => throw new InvalidOperationException("mine"), cancellationToken: Token));

        Assert.Equal(7, await sut.RunAsync(static () => 7, cancellationToken: Token));
    }

    [Fact]
    public async Task RunAsync_cancelled_while_queued_ends_at_once_and_never_runs()
    {
        using var sut = CreateSut();
        using var hold = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var blocker = sut.RunAsync(hold.Wait, cancellationToken: Token);
        var ran = false;
        var queued = sut.RunAsync(() => ran = true, cancellationToken: cancellation.Token);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
        hold.Set();
        await blocker;
        await sut.RunAsync(static () => { }, cancellationToken: Token);

        Assert.False(ran);
    }

    [Fact]
    public async Task RunAsync_interactive_work_goes_before_background_work()
    {
        using var sut = CreateSut();
        using var hold = new ManualResetEventSlim();
        var order = new List<string>();
        var blocker = sut.RunAsync(hold.Wait, cancellationToken: Token);
        var background = sut.RunAsync(() => order.Add("background"), ComputePriority.Background, Token);
        var interactive = sut.RunAsync(() => order.Add("interactive"), cancellationToken: Token);

        hold.Set();
        await Task.WhenAll(blocker, background, interactive);

        Assert.Equal(["interactive", "background"], order);
    }

    [Fact]
    public async Task RunAsync_full_queue_is_refused_with_the_limit()
    {
        using var sut = CreateSut(queueCapacity: 1);
        using var hold = new ManualResetEventSlim();
        using var started = new SemaphoreSlim(0);
        var blocker = sut.RunAsync(() =>
        {
            started.Release();
            hold.Wait();
        }, cancellationToken: Token);
        await started.WaitAsync(Token);
        var queued = sut.RunAsync(static () => { }, cancellationToken: Token);

        var error = await Assert.ThrowsAsync<LamellaException>(() => sut.RunAsync(static () => { }, cancellationToken: Token));
        hold.Set();
        await Task.WhenAll(blocker, queued);

        Assert.Equal((LamellaErrorCode.LimitExceeded, "1"), (error.Code, error.Expected));
        await sut.RunAsync(static () => { }, cancellationToken: Token);
    }

    [Fact]
    public void Post_work_that_throws_is_counted_and_told()
    {
        Exception? told = null;
        var sut = new ComputeLane(new ComputeLaneOptions { Threads = 1, OnUnhandledException = exception => told = exception });

        sut.Post(new ThrowingWork());
        sut.Dispose();

        Assert.Equal(1, sut.UnhandledExceptions);
        Assert.IsType<InvalidOperationException>(told);
    }

    [Fact]
    public async Task Dispose_lets_queued_work_run_and_refuses_more()
    {
        var sut = CreateSut();
        var queued = Enumerable.Range(0, 100).Select(i => sut.RunAsync(() => i, cancellationToken: Token)).ToArray();

        sut.Dispose();

        Assert.Equal(Enumerable.Range(0, 100), await Task.WhenAll(queued));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => sut.RunAsync(static () => { }, cancellationToken: Token));
    }

    private static ComputeLane CreateSut(int queueCapacity = 100) =>
        new(new ComputeLaneOptions { Threads = 1, QueueCapacity = queueCapacity });

    private sealed class ThrowingWork : IComputeWork
    {
        public void Execute() => throw new InvalidOperationException("against the contract");
    }
}
