using Lamella.Engine.Arrays.Stores;
using PureHDF.VOL.Native;

namespace Lamella.Engine.Arrays.Formats.Hdf5;

/// <summary>
/// Takes a chunk's encoded bytes from PureHDF, which has no call for them: PureHDF asks its chunk cache for a chunk, and that
/// reads it through the registered filters. This is the cache of one read, and the filters
/// (<see cref="Hdf5CaptureFilter"/>) note themselves here instead of decoding. So reading and decoding stay two steps, and
/// decoding is ours. For one read, on one thread.
/// </summary>
internal sealed class Hdf5Capture : IReadingChunkCache, IDisposable
{
    /// <summary>Bytes of the largest element, which is all that PureHDF goes on to look at.</summary>
    private const int MaxItemSize = 16;

    [ThreadStatic]
    private static Hdf5Capture? _current;

    private readonly List<Hdf5FilterStep> _steps = [];
    private StoreValue? _encoded;

    /// <summary>The capture under way on this thread.</summary>
    public static Hdf5Capture? Current => _current;

    /// <summary>The filters to be undone, in this order.</summary>
    public Hdf5FilterStep[] Steps => [.. _steps];

    /// <summary>Hands over the bytes that were read.</summary>
    public StoreValue Take()
    {
        var encoded = _encoded ?? throw new InvalidDataException("no chunk was read");
        _encoded = null;
        return encoded;
    }

    /// <inheritdoc/>
    public Memory<byte> GetChunk(ulong chunkIndex, Func<Memory<byte>> chunkReader)
    {
        _current = this;
        try
        {
            var bytes = chunkReader();
            // Without a filter nothing was noted: the chunk is as it lies in the file, or absent and filled.
            _encoded ??= Copy(bytes);
        }
        finally
        {
            _current = null;
        }

        return new byte[MaxItemSize];
    }

    /// <summary>Notes a filter; the first to be undone sees the encoded bytes.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="parameters">Its settings.</param>
    /// <param name="encoded">The bytes before it is undone; valid only now.</param>
    public void Note(Hdf5Filter filter, uint[] parameters, Memory<byte> encoded)
    {
        _steps.Add(new Hdf5FilterStep(filter, parameters));
        _encoded ??= Copy(encoded);
    }

    /// <inheritdoc/>
    public void Dispose() => _encoded?.Dispose();

    private static StoreValue Copy(Memory<byte> bytes)
    {
        var value = StoreValue.Rent(bytes.Length);
        bytes.CopyTo(value.Memory);
        return value;
    }
}
