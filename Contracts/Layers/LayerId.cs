using System.Security.Cryptography;
using MessagePack;

namespace Lamella.Contracts.Layers;

/// <summary>Names a layer within its viewer: 1 to 64 of <c>A-Z a-z 0-9 . _ -</c>. It never changes while the layer lives.</summary>
/// <param name="Value">The name, as it is in grain keys and logs.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.layer-id")]
public readonly record struct LayerId([property: Id(0), Key(0)] string Value)
{
    /// <summary>A new name that no other layer has, 12 hexadecimal digits.</summary>
    public static LayerId New() => new(RandomNumberGenerator.GetHexString(12, lowercase: true));

    /// <inheritdoc/>
    public override string ToString() => Value;
}
