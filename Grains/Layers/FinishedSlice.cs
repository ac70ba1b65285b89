using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;

namespace Lamella.Grains.Layers;

/// <summary>A slice that has been made, with the memory it lies in. Whoever receives it disposes it once.</summary>
/// <param name="bytes">The data, as the response describes them.</param>
/// <param name="owner">What is disposed with it.</param>
/// <param name="statistics">What reading took.</param>
/// <param name="describe">Adds to a header what the layer's type tells of the slice.</param>
/// <param name="pick">Looks a value up in the slice; null from it where the slice does not hold the place.</param>
internal sealed class FinishedSlice(
    ReadOnlyMemory<byte> bytes,
    IDisposable owner,
    ChunkReadStatistics statistics,
    Func<SliceHeader, LayerSliceResponse> describe,
    Func<LayerValueRequest, LayerValue?> pick)
    : IDisposable
{
    /// <summary>The data.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>What reading took.</summary>
    public ChunkReadStatistics Statistics => statistics;

    /// <summary>The slice's response.</summary>
    /// <param name="header">What all types of layers tell.</param>
    public LayerSliceResponse Describe(SliceHeader header) => describe(header);

    /// <summary>Looks a value up in the slice, whose memory must still be there.</summary>
    public Func<LayerValueRequest, LayerValue?> Pick => pick;

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => owner.Dispose();
}
