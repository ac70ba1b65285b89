using System.Buffers;
using System.Collections.Concurrent;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Sdk.Connections;

namespace Lamella.Sdk.Pixels;

/// <summary>
/// Pulls a slice: by reference where the slice lies in this process, else in parts of at most
/// <see cref="PixelPart.MaxLength"/> with a few in flight, into one rented buffer.
/// </summary>
internal sealed class PixelReader(ILane lane, Retry retry, LamellaClientOptions options)
{
    /// <summary>More layers than these are looked up anew; who removes and adds layers for days holds no memory.</summary>
    private const int MostKnown = 64;

    private readonly ConcurrentDictionary<(ViewerId Viewer, LayerId Layer), ILayerGrain> _known = new();

    public async Task<SlicePixels> ReadAsync(LayerSliceResponse response, CancellationToken cancellationToken)
    {
        var start = options.TimeProvider.GetTimestamp();
        var grain = await LayerOfAsync(response.Slice, cancellationToken).ConfigureAwait(false);
        var length = checked((int)response.ByteLength);
        var pixels = response.Slice.Silo == lane.LocalSilo
            ? await ReadWholeAsync(grain, response, length, cancellationToken).ConfigureAwait(false)
            : await ReadPartsAsync(grain, response, length, cancellationToken).ConfigureAwait(false);
        pixels.Delivered(options.TimeProvider.GetElapsedTime(start));
        return pixels;
    }

    private async ValueTask<ILayerGrain> LayerOfAsync(SliceHandle slice, CancellationToken cancellationToken)
    {
        var key = (slice.Viewer, slice.Layer);
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_known.Count >= MostKnown)
        {
            _known.Clear();
        }

        var factory = await lane.GetBulkAsync(cancellationToken).ConfigureAwait(false);
        return _known[key] = factory.GetGrain<ILayerGrain>(LayerGrainKey.Create(slice.Viewer, slice.Layer));
    }

    private async Task<SlicePixels> ReadWholeAsync(
        ILayerGrain grain, LayerSliceResponse response, int length, CancellationToken cancellationToken)
    {
        var part = await retry.RunAsync(_ => grain.ReadPixels(response.Slice, 0, length), cancellationToken).ConfigureAwait(false);
        return new SlicePixels(response, part.Bytes, part);
    }

    private async Task<SlicePixels> ReadPartsAsync(
        ILayerGrain grain, LayerSliceResponse response, int length, CancellationToken cancellationToken)
    {
        var owner = MemoryPool<byte>.Shared.Rent(Math.Max(1, length));
        var pixels = new SlicePixels(response, owner.Memory[..length], owner);
        var next = 0L;
        try
        {
            var workers = Enumerable.Range(0, Math.Min(options.PixelPartsInFlight, PartCount(length))).Select(_ => PullAsync()).ToArray();
            await Task.WhenAll(workers).ConfigureAwait(false);
            return pixels;
        }
        catch
        {
            // All workers have ended, so that nobody writes to the buffer any more.
            pixels.Dispose();
            throw;
        }

        async Task PullAsync()
        {
            while (true)
            {
                var offset = Interlocked.Add(ref next, PixelPart.MaxLength) - PixelPart.MaxLength;
                if (offset >= length)
                {
                    return;
                }

                var count = (int)Math.Min(PixelPart.MaxLength, length - offset);
                using var part = await retry.RunAsync(_ => grain.ReadPixels(response.Slice, offset, count), cancellationToken)
                    .ConfigureAwait(false);
                part.Bytes.Span.CopyTo(owner.Memory.Span[(int)offset..]);
            }
        }
    }

    private static int PartCount(int length) => (int)(((long)length + PixelPart.MaxLength - 1) / PixelPart.MaxLength);
}
