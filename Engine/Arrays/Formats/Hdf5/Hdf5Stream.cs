using Microsoft.Win32.SafeHandles;

namespace Lamella.Engine.Arrays.Formats.Hdf5;

/// <summary>
/// A local file as PureHDF reads it, a few bytes at a time, with a bound on the number of reads: PureHDF follows the
/// structures of a damaged file round and round. For one reader at a time.
/// </summary>
/// <param name="handle">The file, closed with this object.</param>
/// <param name="length">Its length.</param>
internal sealed class Hdf5Stream(SafeFileHandle handle, long length) : Stream
{
    /// <summary>Reads that even the smallest file may take.</summary>
    private const long LeastReads = 100_000;

    /// <summary>Reads that even the largest file may take: a second or two.</summary>
    private const long MostReads = 16_000_000;

    private readonly byte[] _buffer = new byte[4096];
    private long _bufferStart;
    private int _bufferLength;
    private long _position;
    private long _readsLeft;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new IOException("a position before the file's beginning");
    }

    /// <summary>Gives an operation its number of reads: every byte may be looked at some times over.</summary>
    public void Begin() => _readsLeft = Math.Min(MostReads, LeastReads + Math.Min(length, MostReads) * 4);

    public override int Read(Span<byte> buffer)
    {
        if (--_readsLeft < 0)
        {
            throw new InvalidDataException("its structures lead round in a circle, or there are too many");
        }

        if (buffer.Length >= _buffer.Length)
        {
            var direct = RandomAccess.Read(handle, buffer, _position);
            _position += direct;
            return direct;
        }

        var offset = _position - _bufferStart;
        if (offset < 0 || offset >= _bufferLength)
        {
            _bufferLength = RandomAccess.Read(handle, _buffer, _position);
            (_bufferStart, offset) = (_position, 0);
        }

        var count = Math.Min(buffer.Length, _bufferLength - (int)offset);
        _buffer.AsSpan((int)offset, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        handle.Dispose();
        base.Dispose(disposing);
    }
}
