using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Lamella.Grains.Viewers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>The last change reaches storage, whatever storage does meanwhile.</summary>
public sealed class ViewerStoreTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FlakyState _state = new();
    private int _replacements;
    private readonly ViewerStore _store;

    public ViewerStoreTests() => _store = new ViewerStore(_state, new ViewerId("v"), () => _replacements++, _time, NullLogger.Instance);

    public static TheoryData<Exception> Failures =>
        [new IOException("full"), new OperationCanceledException("stopped"), new InconsistentStateException("another wrote")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task Write_thatFails_isRepeatedUntilItIsStored(Exception failure)
    {
        await _store.ReadAsync();
        _state.Failures.Enqueue(failure);
        _state.Failures.Enqueue(failure);

        _store.Write(ViewerModel.Empty, new Revision(_store.Epoch, 1));
        await UntilAsync(() => _state.Stored is not null);

        Assert.Equal((_store.Epoch, 3), (_state.Stored!.Epoch, _state.Writes));
        Assert.Equal(failure is InconsistentStateException ? 2 : 0, _state.Reads);
    }

    [Fact]
    public async Task Write_whereALaterLifeWrote_leavesItsStateAlone()
    {
        await _store.ReadAsync();
        _state.Other = ViewerModel.Empty.ToStored(new Revision(_store.Epoch + 1, 1));
        _state.Failures.Enqueue(new InconsistentStateException("another wrote"));

        _store.Write(ViewerModel.Empty, new Revision(_store.Epoch, 1));
        await UntilAsync(() => _state.Reads == 1);
        await _store.FlushAsync();

        _store.Write(ViewerModel.Empty, new Revision(_store.Epoch, 2));
        await _store.WhenStoredAsync(TimeSpan.FromDays(1));
        await _store.FlushAsync();

        Assert.Equal((1, null), (_state.Writes, _state.Stored));
        Assert.Equal((true, 1), (_store.IsReplaced, _replacements));
    }

    [Fact]
    public async Task Flush_ofAWriteThatFails_triesAgain_andEnds()
    {
        await _store.ReadAsync();
        Enumerable.Repeat(new IOException("full"), 10).ToList().ForEach(_state.Failures.Enqueue);
        _store.Write(ViewerModel.Empty, new Revision(_store.Epoch, 1));

        var flushed = _store.FlushAsync();
        await UntilAsync(() => flushed.IsCompletedSuccessfully);

        Assert.Equal((3, null), (_state.Writes, _state.Stored));
    }

    [Fact]
    public async Task Write_afterTheViewerWasForgotten_storesNothing()
    {
        await _store.ReadAsync();
        _store.Write(ViewerModel.Empty, new Revision(_store.Epoch, 1));
        await _store.ClearAsync();
        var writes = _state.Writes;

        _store.Write(ViewerModel.Empty, new Revision(_store.Epoch, 1));
        await _store.FlushAsync();

        Assert.Equal((writes, false), (_state.Writes, _state.RecordExists));
    }

    [Fact]
    public async Task Clear_ofWhatAnotherCallWrote_readsItAndClearsIt()
    {
        await _store.ReadAsync();
        _state.Other = ViewerModel.Empty.ToStored(new(_store.Epoch, 1));
        _state.ClearFailure = new InconsistentStateException("another wrote");

        await _store.ClearAsync();

        Assert.Equal((1, false), (_state.Reads, _state.RecordExists));
    }

    [Fact]
    public async Task WhenStored_doesNotRest_andEndsOnceAllIsStored()
    {
        await _store.ReadAsync();
        _store.Write(ViewerModel.Empty, new Revision(_store.Epoch, 1));
        _store.Write(ViewerModel.Empty, new Revision(_store.Epoch, 2));

        await _store.WhenStoredAsync(TimeSpan.FromSeconds(1));

        Assert.Equal((1, 2), (_state.Writes, _state.Stored!.Counter));
        Assert.True(_store.WhenStoredAsync(TimeSpan.FromSeconds(1)).IsCompleted);
    }

    [Fact]
    public async Task WhenStored_whereStorageFails_waitsNoLongerThanItsPatience_andTheChangeIsStoredLater()
    {
        await _store.ReadAsync();
        _state.Failures.Enqueue(new IOException("full"));
        _store.Write(ViewerModel.Empty, new Revision(_store.Epoch, 1));

        var waiting = _store.WhenStoredAsync(TimeSpan.FromMilliseconds(5));
        Assert.Equal((1, false), (_state.Writes, waiting.IsCompleted));
        _time.Advance(TimeSpan.FromMilliseconds(5));
        await waiting;

        Assert.Null(_state.Stored);
        await UntilAsync(() => _state.Stored is not null);
    }

    [Fact]
    public async Task WhenStored_ofAViewerThatIsForgotten_ends()
    {
        await _store.ReadAsync();
        _state.Failures.Enqueue(new IOException("full"));
        _store.Write(ViewerModel.Empty, new Revision(_store.Epoch, 1));
        var waiting = _store.WhenStoredAsync(TimeSpan.FromDays(1));

        var clearing = _store.ClearAsync();
        await UntilAsync(() => clearing.IsCompleted);

        await waiting;
    }

    private Task UntilAsync(Func<bool> condition) => Eventually.HoldsAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        Token);

    private sealed class FlakyState : IPersistentState<StoredViewer>
    {
        public Queue<Exception> Failures { get; } = [];

        /// <summary>What is read after another has written.</summary>
        public StoredViewer? Other { get; set; }

        /// <summary>What the next clearing meets.</summary>
        public Exception? ClearFailure { get; set; }

        public StoredViewer? Stored { get; private set; }

        public int Writes { get; private set; }

        public int Reads { get; private set; }

        public StoredViewer State { get; set; } = ViewerModel.Empty.ToStored(default);

        public string Etag => "";

        public bool RecordExists { get; private set; }

        public Task ClearStateAsync()
        {
            if (ClearFailure is { } failure)
            {
                ClearFailure = null;
                return Task.FromException(failure);
            }

            (RecordExists, Stored) = (false, null);
            return Task.CompletedTask;
        }

        public Task ReadStateAsync()
        {
            Reads++;
            (RecordExists, State) = (Other is not null, Other ?? ViewerModel.Empty.ToStored(default));
            return Task.CompletedTask;
        }

        public Task WriteStateAsync()
        {
            Writes++;
            if (Failures.TryDequeue(out var failure))
            {
                return Task.FromException(failure);
            }

            (RecordExists, Stored) = (true, State);
            return Task.CompletedTask;
        }
    }
}
