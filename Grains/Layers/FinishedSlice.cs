using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;

namespace Lamella.Grains.Layers;

/// <summary>A slice that has been made, with the memory it lies in. Whoever receives it disposes it once.</summary>
/// <param name="bytes">The data, as the response describes them.</param>
/// <param name="owner">What is disposed with it.</param>
/// <param name="statistics">What reading took.</param>
/// <param name="describe">Adds to a header what the layer's type tells of the slice.</param>
internal sealed class FinishedSlice(
    ReadOnlyMemory<byte> bytes, IDisposable owner, ChunkReadStatistics statistics, Func<SliceHeader, LayerSliceResponse> describe)
    : IDisposable
{
    /// <summary>The data.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>What reading took.</summary>
    public ChunkReadStatistics Statistics => statistics;

    /// <summary>The slice's response.</summary>
    /// <param name="header">What all types of layers tell.</param>
    public LayerSliceResponse Describe(SliceHeader header) => describe(header);

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => owner.Dispose();
}
