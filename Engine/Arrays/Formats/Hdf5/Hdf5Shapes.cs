using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using PureHDF;

namespace Lamella.Engine.Arrays.Formats.Hdf5;

/// <summary>Shapes of datasets and chunks, checked.</summary>
internal static class Hdf5Shapes
{
    /// <summary>A dataset's shape.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.Unsupported"/>: no axes; <see cref="LamellaErrorCode.LimitExceeded"/>.</exception>
    public static ImmutableArray<long> Shape(IH5Dataset dataset, DataType dataType, string path, ArrayLimits limits)
    {
        var dimensions = dataset.Space.Dimensions;
        if (dimensions.Length == 0)
        {
            throw new LamellaException(LamellaErrorCode.Unsupported, $"{path}: a dataset without axes is no image.", path);
        }

        if (dimensions.Length > limits.MaxRank)
        {
            throw new LamellaException(
                LamellaErrorCode.LimitExceeded, $"{path} has {dimensions.Length} axes, at most {limits.MaxRank} are read.", path);
        }

        ImmutableArray<long> shape = [.. dimensions.Select(static extent => extent > long.MaxValue ? long.MaxValue : (long)extent)];
        ArraySize.ByteLength(shape, dataType, path);
        return shape;
    }

    /// <summary>A chunk's shape.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>; <see cref="LamellaErrorCode.LimitExceeded"/>.</exception>
    public static ImmutableArray<int> ChunkShape(ulong[] chunks, ImmutableArray<long> shape, DataType dataType, string path, ArrayLimits limits)
    {
        if (chunks.Length != shape.Length || chunks.Any(static extent => extent is 0 or > int.MaxValue))
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidMetadata,
                $"{path}: chunks of [{string.Join(", ", chunks)}] do not go with a shape of [{string.Join(", ", shape)}].",
                path);
        }

        var bytes = ArraySize.ByteLength([.. chunks.Select(static extent => (long)extent)], dataType, path);
        return bytes <= limits.MaxChunkBytes
            ? [.. chunks.Select(static extent => (int)extent)]
            : throw new LamellaException(
                LamellaErrorCode.LimitExceeded,
                $"{path}: a chunk of [{string.Join(", ", chunks)}] has {bytes} bytes, at most {limits.MaxChunkBytes} are decoded at once.",
                path,
                expected: $"at most {limits.MaxChunkBytes} bytes",
                got: $"{bytes} bytes");
    }
}
