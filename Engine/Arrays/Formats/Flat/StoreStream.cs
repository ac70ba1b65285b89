using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Flat;

/// <summary>A part of a source's file as a stream for decompressors, read ahead piece by piece. Asynchronous reads only.</summary>
/// <param name="source">The file.</param>
/// <param name="start">First byte.</param>
/// <param name="length">Number of bytes.</param>
internal sealed class StoreStream(ImageSource source, long start, long length) : Stream
{
    /// <summary>Bytes of a read: enough that inflating takes longer than asking.</summary>
    private const int PieceLength = 256 << 10;

    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = (int)Math.Min(Math.Min(buffer.Length, PieceLength), length - _position);
        if (count <= 0)
        {
            return 0;
        }

        using var value = await ExactRange.ReadAsync(
            source, start + _position, count, LamellaErrorCode.CorruptChunk, "its compressed part", cancellationToken).ConfigureAwait(false);
        value.Bytes.CopyTo(buffer);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
