namespace Lamella.Contracts.Slicing;

/// <summary>
/// Consecutive bytes of a slice. Within one silo it is the slice's own memory, handed over by reference; between
/// processes its bytes lie in rented memory. Whoever receives it disposes it once; the bytes are invalid afterwards.
/// Not safe for concurrent use.
/// </summary>
[Immutable]
[Alias("lamella.pixel-part")]
public sealed class PixelPart : IDisposable
{
    private ReadOnlyMemory<byte> _bytes;
    private IDisposable? _owner;

    /// <summary>Wraps bytes.</summary>
    /// <param name="bytes">The bytes, C order, little-endian; nobody writes to them any more.</param>
    /// <param name="owner">What is disposed with the part: a lease on the slice, or rented memory; null where nothing is.</param>
    public PixelPart(ReadOnlyMemory<byte> bytes, IDisposable? owner = null)
    {
        _bytes = bytes;
        _owner = owner;
    }

    /// <summary>The largest part that is asked for across processes, so that parts never hold up other messages for long.</summary>
    /// <value>1 MiB.</value>
    public const int MaxLength = 1 << 20;

    /// <summary>The bytes.</summary>
    /// <exception cref="ObjectDisposedException">The part has been disposed, or sent to another process.</exception>
    public ReadOnlyMemory<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            return _bytes;
        }
    }

    internal bool IsDisposed { get; private set; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (!IsDisposed)
        {
            IsDisposed = true;
            _bytes = default;
            _owner?.Dispose();
            _owner = null;
        }
    }
}
