using System.Collections.Immutable;
using Lamella.Contracts.Layers;
using MessagePack;

namespace Lamella.Contracts.Slicing;

/// <summary>What slicing one layer gave: a header of a few hundred bytes. The pixels are pulled by <see cref="Slice"/>.</summary>
[GenerateSerializer, Immutable]
[Alias("lamella.layer-slice-response")]
[Union(0, typeof(ImageSliceResponse))]
[Union(2, typeof(PointsSliceResponse))]
[Union(3, typeof(VectorsSliceResponse))]
[Union(4, typeof(SurfaceSliceResponse))]
[Union(5, typeof(ShapesSliceResponse))]
[Union(6, typeof(TracksSliceResponse))]
public abstract record LayerSliceResponse
{
    /// <summary>The layer.</summary>
    [Id(0), Key(0)]
    public required LayerId Layer { get; init; }

    /// <summary>The revision that asked.</summary>
    [Id(1), Key(1)]
    public required Revision Revision { get; init; }

    /// <summary>What to pull the data with.</summary>
    [Id(2), Key(2)]
    public required SliceHandle Slice { get; init; }

    /// <summary>Bytes of data behind <see cref="Slice"/>.</summary>
    [Id(3), Key(3)]
    public required long ByteLength { get; init; }

    /// <summary>Whether the point lies outside the layer, so that there is nothing to show (SLICING I4). Not an error.</summary>
    [Id(4), Key(4)]
    public bool Empty { get; init; }

    /// <summary>What was odd but not fatal, such as a non-orthogonal slice (SLICING S8), one line each.</summary>
    [Id(5), Key(5)]
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>Where the time went.</summary>
    [Id(6), Key(6)]
    public required SliceTimings Timings { get; init; }

    /// <summary>What reading took.</summary>
    [Id(7), Key(7)]
    public ChunkStatistics Chunks { get; init; }
}
