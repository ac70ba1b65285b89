using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;

namespace Lamella.Contracts.Grains;

/// <summary>What moving and waiting gave.</summary>
/// <param name="Revision">The revision that the move made; the current one where it was overtaken or changed nothing.</param>
/// <param name="Snapshot">
/// The viewer when that revision, or a newer one that took its place, had ended; still pending where the time was not enough.
/// </param>
[GenerateSerializer, Immutable]
[Alias("lamella.dims-sliced")]
public sealed record DimsSliced([property: Id(0)] Revision Revision, [property: Id(1)] ViewerSnapshot Snapshot);
