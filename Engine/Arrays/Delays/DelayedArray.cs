using System.Globalization;

namespace Lamella.Engine.Arrays.Delays;

/// <summary>An array as if it lay on slow storage: nothing is resident, and every chunk's read waits.</summary>
public sealed class DelayedArray : IChunkedArray
{
    private readonly IChunkedArray _inner;

    /// <summary>Wraps an array.</summary>
    /// <param name="inner">The array.</param>
    /// <param name="delay">The wait, and what counts the reads; may be shared.</param>
    public DelayedArray(IChunkedArray inner, ReadDelay delay)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(delay);
        _inner = inner;
        Delay = delay;
        Metadata = inner.Metadata with
        {
            Identity = string.Create(CultureInfo.InvariantCulture, $"{inner.Metadata.Identity}+delay={delay.Delay.TotalMilliseconds}ms"),
            StoreKind = StoreKind.Remote,
        };
    }

    /// <summary>The wait, with its counters.</summary>
    public ReadDelay Delay { get; }

    /// <inheritdoc/>
    public ArrayMetadata Metadata { get; }

    /// <summary>Wraps every level of an image; the levels share the delay.</summary>
    /// <param name="image">The image.</param>
    /// <param name="delay">The wait, and what counts the reads.</param>
    public static OpenedImage Wrap(OpenedImage image, ReadDelay delay)
    {
        ArgumentNullException.ThrowIfNull(image);
        return image with { Levels = [.. image.Levels.Select(level => new DelayedArray(level, delay))] };
    }

    /// <inheritdoc/>
    public ValueTask<EncodedChunk?> ReadAsync(ReadOnlyMemory<int> chunkIndex, CancellationToken cancellationToken) =>
        Delay.ReadAsync(ReadInnerAsync, chunkIndex, cancellationToken);

    /// <inheritdoc/>
    public void Decode(EncodedChunk encoded, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        if (encoded.State is ResidentMark)
        {
            encoded.Bytes.Span.CopyTo(destination);
        }
        else
        {
            _inner.Decode(encoded, destination);
        }
    }

    private ValueTask<EncodedChunk?> ReadInnerAsync(ReadOnlyMemory<int> chunkIndex, CancellationToken cancellationToken)
    {
        var resident = _inner.GetResident(chunkIndex.Span);
        return resident.IsEmpty
            ? _inner.ReadAsync(chunkIndex, cancellationToken)
            : new ValueTask<EncodedChunk?>(new EncodedChunk(resident, owner: null, ResidentMark.Instance));
    }

    /// <summary>Marks bytes that need no decoding.</summary>
    private sealed class ResidentMark
    {
        public static ResidentMark Instance { get; } = new();
    }
}
