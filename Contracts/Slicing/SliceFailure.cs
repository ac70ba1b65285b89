using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using MessagePack;

namespace Lamella.Contracts.Slicing;

/// <summary>Why one layer could not be sliced.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Revision">The revision that asked.</param>
/// <param name="Code">What went wrong.</param>
/// <param name="Reason">One line that a person can act on.</param>
/// <param name="Suppressed">Failures of this layer for the same reason that were not notices since the last one that was.</param>
/// <param name="Repeated">
/// Whether the same failure of this layer was told a short while ago, so that a person need not be told again; it still
/// is why its revision has no slice of the layer.
/// </param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.slice-failure")]
public sealed record SliceFailure(
    [property: Id(0), Key(0)] LayerId Layer,
    [property: Id(1), Key(1)] Revision Revision,
    [property: Id(2), Key(2)] LamellaErrorCode Code,
    [property: Id(3), Key(3)] string Reason,
    [property: Id(4), Key(4)] int Suppressed = 0,
    [property: Id(5), Key(5)] bool Repeated = false);
