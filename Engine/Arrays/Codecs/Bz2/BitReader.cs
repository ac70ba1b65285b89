namespace Lamella.Engine.Arrays.Codecs.Bz2;

/// <summary>Reads bits, the highest of each byte first.</summary>
/// <param name="bytes">From these.</param>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private ulong _buffer;
    private int _available;
    private int _position;

    /// <summary>Whether all whole bytes are read.</summary>
    public readonly bool IsAtEnd => _position >= _bytes.Length && _available < 8;

    /// <summary>Reads a number.</summary>
    /// <param name="count">Its bits, 1 … 32.</param>
    /// <exception cref="CorruptDataException">There are no more bits.</exception>
    public uint Read(int count)
    {
        while (_available < count)
        {
            if (_position >= _bytes.Length)
            {
                throw new CorruptDataException($"bz2: the stream ends after {_bytes.Length} bytes");
            }

            _buffer = (_buffer << 8) | _bytes[_position++];
            _available += 8;
        }

        _available -= count;
        return (uint)(_buffer >> _available) & (uint)((1UL << count) - 1);
    }

    /// <summary>Reads one bit.</summary>
    public bool ReadBit() => Read(1) != 0;

    /// <summary>Skips what is left of the current byte.</summary>
    public void Align() => _available -= _available % 8;
}
