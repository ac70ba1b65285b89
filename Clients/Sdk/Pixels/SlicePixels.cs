using Lamella.Contracts.Slicing;

namespace Lamella.Sdk.Pixels;

/// <summary>The pixels of one slice. Whoever receives them disposes them once; the bytes are invalid afterwards.</summary>
public sealed class SlicePixels : IDisposable
{
    private IDisposable? _owner;
    private ReadOnlyMemory<byte> _bytes;

    internal SlicePixels(LayerSliceResponse response, ReadOnlyMemory<byte> bytes, IDisposable? owner)
    {
        Response = response;
        _bytes = bytes;
        _owner = owner;
    }

    /// <summary>What the pixels are: shape, data type, where they lie in the world.</summary>
    public LayerSliceResponse Response { get; private set; }

    /// <summary>The pixels in C order, little-endian; nobody may write to them.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Tells how long pulling took.</summary>
    internal void Delivered(TimeSpan time) => Response = Response with { Timings = Response.Timings with { Delivered = time } };

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _bytes = default;
        Interlocked.Exchange(ref _owner, null)?.Dispose();
    }
}
