using System.Numerics;

namespace Lamella.Engine.Arrays.Codecs.Filters;

/// <summary>numcodecs' <c>delta</c>: the running sum, in the decoded type, wrapping as its integers do.</summary>
internal readonly struct DeltaKernel : IElementKernel
{
    /// <inheritdoc/>
    public void Decode<TEncoded, TDecoded>(ReadOnlySpan<TEncoded> encoded, Span<TDecoded> decoded)
        where TEncoded : unmanaged, INumber<TEncoded>
        where TDecoded : unmanaged, INumber<TDecoded>
    {
        var sum = TDecoded.Zero;
        for (var index = 0; index < encoded.Length; index++)
        {
            sum = unchecked(sum + TDecoded.CreateTruncating(encoded[index]));
            decoded[index] = sum;
        }
    }
}
