using Lamella.Contracts.Errors;
using Lamella.Grains.Layers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Lamella.Grains.Tests.Layers;

/// <summary>Sources that take longer to look into than a call may.</summary>
public sealed class SourceLookUpsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<string> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CancellationToken> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SourceLookUps _lookUps;
    private readonly Guid _id = Guid.NewGuid();
    private int _looks;

    public SourceLookUpsTests() => _lookUps = new SourceLookUps(_time, _stopping.Token);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _lookUps.Dispose();
        _stopping.Dispose();
    }

    [Fact]
    public async Task WaitAsync_sourceThatIsSlow_isNotKnownYet()
    {
        Assert.Equal((false, null), await TurnAsync());
        Assert.Equal(1, _lookUps.Count);
    }

    [Fact]
    public async Task WaitAsync_askedAgain_goesOnWithTheSameLook()
    {
        await TurnAsync();
        await TurnAsync();

        _found.SetResult("an image");

        Assert.Equal((true, "an image"), await WaitAsync());
        Assert.Equal((1, 0), (_looks, _lookUps.Count));
    }

    [Fact]
    public async Task WaitAsync_sourceThatFailsBetweenTurns_tellsTheVerdictOfTheSource()
    {
        await TurnAsync();

        _found.SetException(new LamellaException(LamellaErrorCode.StoreFailed, "nothing came for 15 s"));

        var error = await Assert.ThrowsAsync<LamellaException>(WaitAsync);
        Assert.Equal((LamellaErrorCode.StoreFailed, 0), (error.Code, _lookUps.Count));
    }

    [Fact]
    public async Task WaitAsync_notAskedForAWhile_stopsLooking()
    {
        await TurnAsync();
        var looking = await _begun.Task.WaitAsync(Token);
        _time.Advance(SourceLookUps.KeptFor - TimeSpan.FromTicks(1));
        Assert.False(looking.IsCancellationRequested);

        _time.Advance(TimeSpan.FromTicks(1));

        Assert.True(looking.IsCancellationRequested);
        Assert.Equal(0, _lookUps.Count);
    }

    [Fact]
    public async Task WaitAsync_askedAgainWithinTheWhile_isNotForgotten()
    {
        await TurnAsync();
        _time.Advance(SourceLookUps.KeptFor - (SourceLookUps.Turn / 2));

        Assert.Equal((false, null), await TurnAsync());
        Assert.Equal(1, _lookUps.Count);
    }

    [Fact]
    public async Task WaitAsync_cancelled_stopsLooking()
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = _lookUps.WaitAsync(_id, LookAsync, cancellation.Token);
        var looking = await _begun.Task.WaitAsync(Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.True(looking.IsCancellationRequested);
        Assert.Equal(0, _lookUps.Count);
    }

    [Fact]
    public async Task WaitAsync_siloStops_stopsLooking()
    {
        var waiting = WaitAsync();
        await _begun.Task.WaitAsync(Token);

        await _stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private async Task<(bool IsThere, string? Value)> TurnAsync()
    {
        var waiting = WaitAsync();
        _time.Advance(SourceLookUps.Turn);
        return await waiting;
    }

    private Task<(bool IsThere, string? Value)> WaitAsync() => _lookUps.WaitAsync(_id, LookAsync, Token);

    private async ValueTask<string> LookAsync(CancellationToken cancellationToken)
    {
        _looks++;
        _begun.TrySetResult(cancellationToken);
        return await _found.Task.WaitAsync(cancellationToken);
    }
}
