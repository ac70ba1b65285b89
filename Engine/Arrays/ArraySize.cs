using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays;

/// <summary>Sizes of shapes that somebody else wrote down, computed so that nothing overflows.</summary>
internal static class ArraySize
{
    /// <summary>Bytes of an array in memory.</summary>
    /// <param name="shape">Elements along each axis, each ≥ 0.</param>
    /// <param name="dataType">The element type.</param>
    /// <param name="path">Named in the error.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.LimitExceeded"/>: more than 2⁶³ − 1 bytes, or a negative extent.</exception>
    public static long ByteLength(ImmutableArray<long> shape, DataType dataType, string path)
    {
        UInt128 bytes = (ulong)dataType.ItemSize();
        foreach (var extent in shape)
        {
            bytes = extent < 0 ? UInt128.MaxValue : bytes * (ulong)extent;
            if (bytes > long.MaxValue)
            {
                throw new LamellaException(
                    LamellaErrorCode.LimitExceeded,
                    $"{path}: an array of shape [{string.Join(", ", shape)}] has no size that can be addressed.",
                    path);
            }
        }

        return (long)bytes;
    }
}
