using System.Numerics;

namespace Lamella.Engine.Arrays.Codecs.Filters;

/// <summary>numcodecs' <c>astype</c>, and the decoding half of <c>quantize</c> and <c>bitround</c>: another type, the same number.</summary>
internal readonly struct ConvertKernel : IElementKernel
{
    /// <inheritdoc/>
    public void Decode<TEncoded, TDecoded>(ReadOnlySpan<TEncoded> encoded, Span<TDecoded> decoded)
        where TEncoded : unmanaged, INumber<TEncoded>
        where TDecoded : unmanaged, INumber<TDecoded>
    {
        for (var index = 0; index < encoded.Length; index++)
        {
            decoded[index] = TDecoded.CreateTruncating(encoded[index]);
        }
    }
}
