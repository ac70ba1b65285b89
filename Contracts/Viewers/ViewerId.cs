using System.Security.Cryptography;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using MessagePack;

namespace Lamella.Contracts.Viewers;

/// <summary>Names a viewer in the cluster: 1 to 64 of <c>A-Z a-z 0-9 . _ -</c>. Whoever knows it may watch and move it.</summary>
/// <param name="Value">The name, which is the viewer grain's key.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.viewer-id")]
public readonly record struct ViewerId([property: Id(0), Key(0)] string Value)
{
    /// <summary>A new name that no other viewer has, 16 hexadecimal digits.</summary>
    public static ViewerId New() => new(RandomNumberGenerator.GetHexString(16, lowercase: true));

    /// <summary>Lets a name pass that a viewer can have.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: it is none.</exception>
    public void EnsureValid()
    {
        if (!LayerGrainKey.IsPart(Value))
        {
            const int Most = LayerGrainKey.MaxPartLength;
            var shown = (Value ?? "").Take(Most).Select(static c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c);
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"A viewer's id is 1 to {Most} of A-Z a-z 0-9 . _ -, not '{string.Concat(shown)}{(Value?.Length > Most ? "…" : "")}'.",
                got: Value);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
