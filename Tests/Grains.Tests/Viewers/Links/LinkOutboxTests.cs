using System.Reflection;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Lamella.Grains.Viewers.Links;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Lamella.Grains.Tests.Viewers.Links;

/// <summary>What a linked viewer is told while it is slow, lost or unable, in fake time.</summary>
public sealed class LinkOutboxTests : IDisposable
{
    private static readonly ViewerId Own = new("own");

    private readonly FakeTimeProvider _time = new();
    private readonly IViewerGrain _other = DispatchProxy.Create<IViewerGrain, Listener>();
    private readonly LinkOutbox _outbox;
    private readonly List<Task> _tracked = [];
    private readonly List<LinkedParts> _unlinked = [];
    private double? _point = 0;

    public LinkOutboxTests() => _outbox = new LinkOutbox(
        Own,
        _other,
        part => _point is { } point ? new LinkedChange { Stamp = default, Part = part, Point = [point], From = Own } : null,
        _unlinked.Add,
        _time,
        _tracked.Add);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Listener Heard => (Listener)_other;

    public void Dispose() => _outbox.Dispose();

    [Fact]
    public async Task Post_toAViewerThatIsLostForLong_isSentAgainUntilItArrives_asItStandsThen()
    {
        Heard.Failures = 40;
        _outbox.Post(LinkedParts.Point);
        await UntilAsync(() => Heard.Calls == 20);
        _point = 7;

        await UntilAsync(() => Heard.Changes.Count == 1);

        Assert.Equal(41, Heard.Calls);
        Assert.Equal([7], Assert.Single(Heard.Changes).Point);
    }

    [Fact]
    public async Task Post_ofSeveralParts_tellsLayersFirst_eachOnce()
    {
        _outbox.Post(LinkedParts.Point);
        _outbox.Post(LinkedParts.Layers);
        _outbox.Post(LinkedParts.Point);

        await UntilAsync(() => Heard.Changes.Count == 2);
        await _tracked[0];

        Assert.Equal([LinkedParts.Layers, LinkedParts.Point], Heard.Changes.Select(change => change.Part));
    }

    [Fact]
    public async Task Post_toAViewerThatCannotFollow_isNotRepeated()
    {
        (Heard.Failures, Heard.Failure) = (1, new LamellaException(LamellaErrorCode.ShutDown, "shut down"));
        _outbox.Post(LinkedParts.Point | LinkedParts.Zoom);

        await UntilAsync(() => Heard.Changes.Count == 1);
        await _tracked[0];

        Assert.Equal(2, Heard.Calls);
    }

    [Fact]
    public async Task Post_thatAsks_asksUntilItArrives_andNoMore()
    {
        Heard.Failures = 2;
        _outbox.Post(LinkedParts.Point, asks: true);
        await UntilAsync(() => Heard.Changes.Count == 1);
        await _tracked[0];
        _outbox.Post(LinkedParts.Point);
        await UntilAsync(() => Heard.Changes.Count == 2);

        Assert.Equal([true, false], Heard.Changes.Select(change => change.Asks));
    }

    [Fact]
    public async Task Post_thatAsks_whereNothingIsKnown_saysWhoAsks()
    {
        _point = null;

        _outbox.Post(LinkedParts.Zoom, asks: true);
        await _tracked[0].WaitAsync(Token);

        Assert.Equal((Own, true), (Heard.Changes[0].From, Heard.Changes[0].Asks));
    }

    [Fact]
    public async Task Post_ofBitsThatNameNoPart_ends()
    {
        _outbox.Post((LinkedParts)8 | LinkedParts.Point);
        await _tracked[0].WaitAsync(Token);

        Assert.Equal(LinkedParts.Point, Assert.Single(Heard.Changes).Part);
    }

    [Fact]
    public async Task Wake_whileItWaitsLongToSendAgain_sendsAtOnce()
    {
        Heard.Failures = 20;
        _outbox.Post(LinkedParts.Point);
        await UntilAsync(() => Heard.Calls == 20);

        // Time stands still from now on.
        await Eventually.HoldsAsync(
            () =>
            {
                _outbox.Wake();
                return Heard.Changes.Count == 1;
            },
            Token);

        await _tracked[0].WaitAsync(Token);
    }

    [Fact]
    public async Task Post_toAViewerThatIsNotLinked_saysSo_andIsNotRepeated()
    {
        (Heard.Failures, Heard.Failure) = (1, new LamellaException(LamellaErrorCode.NotFound, "not linked"));

        _outbox.Post(LinkedParts.Point);
        await _tracked[0].WaitAsync(Token);

        Assert.Equal(LinkedParts.Point, Assert.Single(_unlinked));
    }

    [Fact]
    public async Task Settle_whileAMessageIsUnderWay_thatFindsNoLink_isAnAnswerOfTheLinkBefore()
    {
        var answer = new TaskCompletionSource();
        Heard.Answer = answer.Task;
        _outbox.Post(LinkedParts.Point);
        await UntilAsync(() => Heard.Calls == 1);

        _outbox.Settle(LinkedParts.Point);
        answer.SetException(new LamellaException(LamellaErrorCode.NotFound, "not linked"));
        await _tracked[0].WaitAsync(Token);

        Assert.Empty(_unlinked);
    }

    [Fact]
    public async Task Dispose_whileItWaitsToSendAgain_endsIt()
    {
        Heard.Failures = int.MaxValue;
        _outbox.Post(LinkedParts.Point);
        await UntilAsync(() => Heard.Calls == 5);

        _outbox.Dispose();

        await _tracked[0].WaitAsync(Token);
    }

    private Task UntilAsync(Func<bool> condition) => Eventually.HoldsAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            return condition();
        },
        Token);

    /// <summary>The linked viewer.</summary>
    public class Listener : DispatchProxy
    {
        internal int Failures { get; set; }

        internal Exception Failure { get; set; } = new TimeoutException("lost");

        internal Task Answer { get; set; } = Task.CompletedTask;

        internal int Calls { get; private set; }

        internal List<LinkedChange> Changes { get; } = [];

        /// <inheritdoc/>
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Calls++;
            if (Calls <= Failures)
            {
                return Task.FromException(Failure);
            }

            Changes.Add((LinkedChange)args![0]!);
            return Answer;
        }
    }
}
