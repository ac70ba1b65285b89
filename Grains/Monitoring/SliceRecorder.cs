using Lamella.Contracts.Monitoring;
using Lamella.Contracts.Slicing;

namespace Lamella.Grains.Monitoring;

/// <summary>Counts slices. Safe for concurrent use, without a lock.</summary>
internal sealed class SliceRecorder
{
    private readonly HistogramRecorder _latency = new();
    private long _ready, _cancelled, _failed, _chunks, _hits, _bytesRead;

    public void Ready(in ChunkStatistics chunks, TimeSpan total)
    {
        Interlocked.Increment(ref _ready);
        Interlocked.Add(ref _chunks, chunks.Chunks);
        Interlocked.Add(ref _hits, chunks.Hits);
        Interlocked.Add(ref _bytesRead, chunks.BytesRead);
        _latency.Record(total);
    }

    public void Cancelled() => Interlocked.Increment(ref _cancelled);

    public void Failed() => Interlocked.Increment(ref _failed);

    public SliceCounters ToCounters() => new()
    {
        Ready = Interlocked.Read(ref _ready),
        Cancelled = Interlocked.Read(ref _cancelled),
        Failed = Interlocked.Read(ref _failed),
        Chunks = Interlocked.Read(ref _chunks),
        Hits = Interlocked.Read(ref _hits),
        BytesRead = Interlocked.Read(ref _bytesRead),
        Latency = _latency.ToHistogram(),
    };
}
