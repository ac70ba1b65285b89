using System.Buffers;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Slicing;
using Lamella.Sdk.Connections;

namespace Lamella.Sdk.Pixels;

/// <summary>
/// Pulls a slice: by reference where the slice lies in this process, else in parts of at most
/// <see cref="PixelPart.MaxLength"/> with a few in flight, into one rented buffer.
/// </summary>
internal sealed class PixelReader(ILane lane, Retry retry, LamellaClientOptions options)
{
    public async Task<SlicePixels> ReadAsync(LayerSliceResponse response, CancellationToken cancellationToken)
    {
        var start = options.TimeProvider.GetTimestamp();
        var factory = await lane.GetBulkAsync(cancellationToken).ConfigureAwait(false);
        var grain = factory.GetGrain<ILayerGrain>(LayerGrainKey.Create(response.Slice.Viewer, response.Slice.Layer));
        var length = checked((int)response.ByteLength);
        var pixels = response.Slice.Silo == lane.LocalSilo
            ? await ReadWholeAsync(grain, response, length, cancellationToken).ConfigureAwait(false)
            : await ReadPartsAsync(grain, response, length, cancellationToken).ConfigureAwait(false);
        pixels.Delivered(options.TimeProvider.GetElapsedTime(start));
        return pixels;
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
