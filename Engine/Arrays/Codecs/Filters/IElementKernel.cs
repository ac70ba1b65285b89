using System.Numerics;

namespace Lamella.Engine.Arrays.Codecs.Filters;

/// <summary>What a filter does to every element, for any pair of element types.</summary>
internal interface IElementKernel
{
    /// <summary>Decodes elements.</summary>
    /// <typeparam name="TEncoded">The type they are stored as.</typeparam>
    /// <typeparam name="TDecoded">The type they become.</typeparam>
    /// <param name="encoded">The stored elements.</param>
    /// <param name="decoded">Receives as many.</param>
    void Decode<TEncoded, TDecoded>(ReadOnlySpan<TEncoded> encoded, Span<TDecoded> decoded)
        where TEncoded : unmanaged, INumber<TEncoded>
        where TDecoded : unmanaged, INumber<TDecoded>;
}
