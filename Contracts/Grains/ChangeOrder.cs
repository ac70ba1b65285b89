namespace Lamella.Contracts.Grains;

/// <summary>
/// One client's count of its own changes. Calls that are sent without awaiting each may arrive in another order; a
/// viewer ignores a change with a smaller number than one it has seen of the same kind from the same client.
/// </summary>
/// <param name="Client">Names the client; new for each connection.</param>
/// <param name="Number">Grows with each change. 0 is never ignored.</param>
[GenerateSerializer, Immutable]
[Alias("lamella.change-order")]
public readonly record struct ChangeOrder(
    [property: Id(0)] Guid Client,
    [property: Id(1)] long Number);
