using MessagePack;

namespace Lamella.Contracts.Slicing;

/// <summary>
/// The number of an accepted change of a viewer's Dims, field of view or layers. Within a viewer it only ever grows; two
/// revisions compare by epoch, then by counter.
/// </summary>
/// <param name="Epoch">Which life of the viewer: grows whenever the viewer comes back after the loss of a silo.</param>
/// <param name="Counter">Changes accepted in that life; 0 before the first.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.revision")]
public readonly record struct Revision(
    [property: Id(0), Key(0)] long Epoch,
    [property: Id(1), Key(1)] long Counter) : IComparable<Revision>
{
    /// <summary>The revision after this one, of the same epoch.</summary>
    public Revision Next() => this with { Counter = Counter + 1 };

    /// <inheritdoc/>
    public int CompareTo(Revision other) => Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Counter.CompareTo(other.Counter);

    /// <summary>Whether one is older than the other.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator <(Revision left, Revision right) => left.CompareTo(right) < 0;

    /// <summary>Whether one is newer than the other.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator >(Revision left, Revision right) => left.CompareTo(right) > 0;

    /// <summary>Whether one is not newer than the other.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator <=(Revision left, Revision right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one is not older than the other.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator >=(Revision left, Revision right) => left.CompareTo(right) >= 0;

    /// <summary><c>epoch.counter</c>.</summary>
    public override string ToString() => $"{Epoch}.{Counter}";
}
