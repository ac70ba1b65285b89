using System.IO.Hashing;
using Orleans.Storage;

namespace Lamella.Silo.Postgres;

/// <summary>
/// Orleans' hash of a row's key, and of the grain's id as it is spelled. The provider takes ids of hexadecimal digits for numbers,
/// so that viewers <c>a</c>, <c>A</c> and <c>0a</c> would share one row.
/// </summary>
/// <param name="grain">The grain.</param>
internal sealed class GrainIdHasher(GrainId grain) : IHasher
{
    private static readonly OrleansDefaultHasher Default = new();

    public string Description => "Orleans' default, and the grain's id as it is spelled.";

    public int Hash(byte[] data) => Default.Hash(data) ^ unchecked((int)XxHash32.HashToUInt32(grain.Key.AsSpan()));
}
