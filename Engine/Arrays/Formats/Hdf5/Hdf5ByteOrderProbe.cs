using PureHDF.VOL.Native;

namespace Lamella.Engine.Arrays.Formats.Hdf5;

/// <summary>Gives PureHDF a chunk that begins with the bytes 1, 0, 0, … without reading one.</summary>
internal sealed class Hdf5ByteOrderProbe : IReadingChunkCache
{
    /// <inheritdoc/>
    public Memory<byte> GetChunk(ulong chunkIndex, Func<Memory<byte>> chunkReader) =>
        new byte[] { 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
}
