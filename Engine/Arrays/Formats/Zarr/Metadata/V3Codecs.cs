using System.Collections.Immutable;
using Lamella.Engine.Arrays.Codecs;
using Lamella.Engine.Arrays.Formats.Zarr.Sharding;

namespace Lamella.Engine.Arrays.Formats.Zarr.Metadata;

/// <summary>What the <c>codecs</c> of a Zarr v3 array come to.</summary>
/// <param name="Shards">Shards that can be read in parts, outermost first.</param>
/// <param name="ChunkShape">Elements of the innermost chunk along the array's axes.</param>
/// <param name="Pipeline">Decodes the innermost chunk.</param>
/// <param name="Names">All codecs, for show.</param>
internal sealed record V3Codecs(
    ImmutableArray<ShardLevel> Shards, ImmutableArray<int> ChunkShape, CodecPipeline Pipeline, ImmutableArray<string> Names);
