using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;

namespace Lamella.Grains.Layers;

/// <summary>What the responses of all types of layers have in common.</summary>
internal sealed record SliceHeader(
    LayerId Layer, Revision Revision, SliceHandle Slice, long ByteLength, SliceTimings Timings, ChunkStatistics Chunks);
