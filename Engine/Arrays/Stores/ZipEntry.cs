namespace Lamella.Engine.Arrays.Stores;

/// <summary>Where a member of a zip lies.</summary>
internal sealed class ZipEntry
{
    private long _dataOffset = -1;

    /// <summary>First byte of the local header.</summary>
    public required long HeaderOffset { get; init; }

    /// <summary>Bytes as stored.</summary>
    public required long CompressedLength { get; init; }

    /// <summary>Bytes as they were.</summary>
    public required long Length { get; init; }

    /// <summary>Whether the bytes are deflated rather than stored as they are.</summary>
    public required bool IsDeflated { get; init; }

    /// <summary>CRC-32 of the bytes as they were.</summary>
    public required uint Checksum { get; init; }

    /// <summary>First byte of the data; −1 as long as the local header has not been read. Its length is known only there.</summary>
    public long DataOffset
    {
        get => Interlocked.Read(ref _dataOffset);
        set => Interlocked.Exchange(ref _dataOffset, value);
    }
}
