using System.Diagnostics.Metrics;
using CsCheck;
using Lamella.Contracts.Notices;
using Lamella.Grains.Notices;
using Microsoft.Extensions.Time.Testing;
using Orleans.Providers.Streams.Common;
using Xunit;

namespace Lamella.Grains.Tests.Notices;

public sealed class NoticeCacheTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly NoticeMeters _meters = NoticeSamples.CreateMeters();
    private readonly NoticeStreamOptions _options = new() { NewestPerStream = 4 };
    private readonly NoticeCache _cache;

    public NoticeCacheTests() => _cache = new NoticeCache(_options, _meters, _clock);

    [Fact]
    public void Cursor_withoutAToken_readsOnlyWhatComesLater()
    {
        Add(1, 2);

        using var cursor = Read(null);
        var before = Next(cursor);
        Add(3);

        Assert.Equal((null, 3), (before, Next(cursor)));
    }

    [Fact]
    public void Cursor_fromAToken_readsFromItOn()
    {
        Add(1, 2, 3);

        using var cursor = Read(2);

        Assert.Equal([2L, 3L, null], (long?[])[Next(cursor), Next(cursor), Next(cursor)]);
    }

    [Fact]
    public void Cursor_whoseNextIsGone_jumpsToTheNewest()
    {
        using var cursor = Read(1);
        Add(1, 2);
        var first = Next(cursor);

        Add(3, 4, 5, 6, 7);

        Assert.Equal([1L, 7L, null], (long?[])[first, Next(cursor), Next(cursor)]);
        Assert.True(_meters.Skipped > 0);
    }

    [Fact]
    public void Cursor_ofOneStream_doesNotSeeAnother()
    {
        using var cursor = Read(null);

        _cache.AddToCache([NoticeSamples.Batch(1, StreamId.Create("test", "two"))]);

        Assert.Null(Next(cursor));
    }

    [Fact]
    public void TryPurge_ofSilentStreams_holdsNothingOfThem_andReadersGoOn()
    {
        using var cursor = Read(null);
        Add(1, 2);
        var first = Next(cursor);

        _clock.Advance(_options.KeepFor + TimeSpan.FromSeconds(1));
        _cache.TryPurgeFromCache(out _);
        var held = _meters.Held;
        var gone = Next(cursor);
        Add(9);

        Assert.Equal((1, 0, null, 9), (first, held, gone, Next(cursor)));
    }

    [Fact]
    public void Dispose_afterAFailure_countsASubscriberThatWasForgotten()
    {
        var healthy = Read(null);
        var dead = Read(null);
        Add(1);
        Next(dead);
        dead.RecordDeliveryFailure();
        var before = _meters.Subscribers;

        healthy.Dispose();
        dead.Dispose();
        dead.Dispose();

        Assert.Equal((2, 0, 1), (before, _meters.Subscribers, _meters.Forgotten));
    }

    [Fact]
    public void Dispose_ofOneThatRecovered_isNoLoss()
    {
        var cursor = Read(null);
        Add(1, 2);
        Next(cursor);
        cursor.RecordDeliveryFailure();
        Next(cursor);

        cursor.Dispose();

        Assert.Equal(0, _meters.Forgotten);
    }

    [Theory]
    [InlineData("lamella.notices.announced", 2)]
    [InlineData("lamella.notices.delivered", 2)]
    [InlineData("lamella.notices.skipped", 8)]
    [InlineData("lamella.notices.forgotten", 1)]
    [InlineData("lamella.notices.held", 4)]
    [InlineData("lamella.notices.subscribers", 1)]
    public void Meter_ofNotices_countsUnderItsName(string instrument, long expected)
    {
        var total = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (published, self) =>
            {
                if (published.Meter.Scope == _meters.Scope && published.Name == instrument)
                {
                    self.EnableMeasurementEvents(published);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => total += count);
        listener.SetMeasurementEventCallback<int>((_, count, _, _) => total += count);
        listener.Start();

        _meters.OnAnnounced();
        _meters.OnAnnounced();
        using var behind = Read(1);
        var dead = Read(1);
        Add(1, 2, 3, 4, 5, 6);
        Next(behind);
        Next(dead);
        dead.RecordDeliveryFailure();
        dead.Dispose();
        listener.RecordObservableInstruments();

        Assert.Equal(expected, total);
    }

    /// <summary>Any mix of announcing and reading: nothing old after something newer, nothing held beyond the ring, the last arrives.</summary>
    [Fact]
    public void Cursor_underAnyMixOfAddsAndReads_neverGoesBackAndEndsWithTheNewest() =>
        Gen.Int[0, 9].List[1, 200].Sample(steps =>
        {
            var cache = new NoticeCache(_options, NoticeSamples.CreateMeters(), _clock);
            var cursor = (NoticeCursor)cache.GetCacheCursor(NoticeSamples.Stream, null);
            long newest = 0, read = 0;
            foreach (var step in steps)
            {
                if (step == 0)
                {
                    var next = Next(cursor) ?? read;
                    Assert.InRange(next, read, newest);
                    Assert.True(next > read || read == newest);
                    Assert.True(next == read || newest - next < _options.NewestPerStream);
                    read = next;
                }
                else
                {
                    cache.AddToCache([NoticeSamples.Batch(++newest)]);
                }
            }

            while (Next(cursor) is { } rest)
            {
                read = rest;
            }

            Assert.Equal(newest, read);
        });

    private static long? Next(NoticeCursor cursor) =>
        cursor.MoveNext() ? ((NoticeBatch)cursor.GetCurrent(out _)!).Sequence : null;

    private void Add(params long[] sequences) => _cache.AddToCache([.. sequences.Select(sequence => NoticeSamples.Batch(sequence))]);

    private NoticeCursor Read(long? from) =>
        (NoticeCursor)_cache.GetCacheCursor(NoticeSamples.Stream, from is { } first ? new EventSequenceTokenV2(first) : null);
}
