using System.Numerics;

namespace Lamella.Engine.Arrays.Codecs.Filters;

/// <summary>
/// numcodecs' <c>fixedscaleoffset</c>: stored / scale + offset, computed as NumPy does: in double for integers, in the
/// stored type for floating-point numbers.
/// </summary>
/// <param name="scale">Divides the stored number.</param>
/// <param name="offset">Is added then.</param>
internal readonly struct FixedScaleOffsetKernel(double scale, double offset) : IElementKernel
{
    /// <inheritdoc/>
    public void Decode<TEncoded, TDecoded>(ReadOnlySpan<TEncoded> encoded, Span<TDecoded> decoded)
        where TEncoded : unmanaged, INumber<TEncoded>
        where TDecoded : unmanaged, INumber<TDecoded>
    {
        if (typeof(TEncoded) == typeof(float) || typeof(TEncoded) == typeof(Half))
        {
            var divisor = TEncoded.CreateTruncating(scale);
            var addend = TEncoded.CreateTruncating(offset);
            for (var index = 0; index < encoded.Length; index++)
            {
                decoded[index] = TDecoded.CreateTruncating((encoded[index] / divisor) + addend);
            }

            return;
        }

        for (var index = 0; index < encoded.Length; index++)
        {
            decoded[index] = TDecoded.CreateTruncating((double.CreateTruncating(encoded[index]) / scale) + offset);
        }
    }
}
