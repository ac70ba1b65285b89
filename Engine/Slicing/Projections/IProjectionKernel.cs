namespace Lamella.Engine.Slicing.Projections;

/// <summary>How planes become one, element by element.</summary>
/// <typeparam name="TIn">Elements of a plane.</typeparam>
/// <typeparam name="TPart">What a few planes add up to.</typeparam>
/// <typeparam name="TWhole">What all planes add up to.</typeparam>
internal interface IProjectionKernel<TIn, TPart, TWhole>
{
    /// <summary>What no plane at all gives.</summary>
    static abstract TPart NoPlanes { get; }

    /// <summary>What no chunk at all gives.</summary>
    static abstract TWhole NoChunks { get; }

    /// <summary>Most planes that a part can hold without overflow.</summary>
    static abstract int MaxPlanes { get; }

    /// <summary>Whether the order of chunks shows in the last bits, so that they must be merged in theirs.</summary>
    static abstract bool IsOrdered { get; }

    /// <summary>Takes one more plane into a part; both have the same length.</summary>
    static abstract void Add(ReadOnlySpan<TIn> plane, Span<TPart> part);

    /// <summary>Takes four more planes into a part, with the bits that one after the other would give; all have the same length.</summary>
    static abstract void AddFour(
        ReadOnlySpan<TIn> first, ReadOnlySpan<TIn> second, ReadOnlySpan<TIn> third, ReadOnlySpan<TIn> fourth, Span<TPart> part);

    /// <summary>Takes one part into another; both have the same length, and together at most <see cref="MaxPlanes"/> planes.</summary>
    static abstract void Join(ReadOnlySpan<TPart> part, Span<TPart> parts);

    /// <summary>Takes one more part into the whole; both have the same length.</summary>
    static abstract void Merge(ReadOnlySpan<TPart> part, Span<TWhole> whole);
}
