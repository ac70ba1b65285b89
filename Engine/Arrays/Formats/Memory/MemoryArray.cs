using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Memory;

/// <summary>
/// An array that lies in this process's memory, C order, little-endian. As one chunk, or cut along the slowest axes only,
/// every chunk is resident and nothing is ever copied on reading; any other grid gathers a chunk when it is read.
/// </summary>
/// <remarks>The memory is the caller's and must not change while the array is used.</remarks>
public sealed class MemoryArray : IChunkedArray
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly long[] _grid;
    private readonly int _chunkLength;
    private readonly bool _isResident;

    /// <summary>Wraps bytes.</summary>
    /// <param name="bytes">The elements in C order, little-endian; exactly the shape's size.</param>
    /// <param name="shape">Elements along each axis, slowest first.</param>
    /// <param name="dataType">The element type.</param>
    /// <param name="chunkShape">The chunk grid; default for one chunk of everything.</param>
    /// <param name="identity">Names the content; null for a name of its own.</param>
    /// <param name="format">What the metadata says the format is.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidArgument"/>: the length is not the shape's; the chunk shape's rank differs or it is not positive.
    /// </exception>
    public MemoryArray(
        ReadOnlyMemory<byte> bytes,
        ImmutableArray<long> shape,
        DataType dataType,
        ImmutableArray<int> chunkShape = default,
        string? identity = null,
        string format = "memory")
    {
        identity ??= string.Create(CultureInfo.InvariantCulture, $"memory:{Guid.NewGuid():N}");
        var expected = ArraySize.ByteLength(shape, dataType, identity);
        if (expected != bytes.Length)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"{identity}: {bytes.Length} bytes do not make an array of shape [{string.Join(", ", shape)}] of {dataType.ZarrName()}, which takes {expected}.",
                identity,
                expected: expected.ToString(CultureInfo.InvariantCulture),
                got: bytes.Length.ToString(CultureInfo.InvariantCulture));
        }

        if (chunkShape.IsDefault)
        {
            chunkShape = [.. shape.Select(static extent => (int)Math.Max(1, extent))];
        }

        if (chunkShape.Length != shape.Length || chunkShape.Any(static extent => extent < 1))
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"{identity}: chunks of [{string.Join(", ", chunkShape)}] do not fit an array of shape [{string.Join(", ", shape)}].",
                identity);
        }

        _bytes = bytes;
        Metadata = new ArrayMetadata
        {
            Identity = identity,
            Shape = shape,
            ChunkShape = chunkShape,
            DataType = dataType,
            Format = format,
            StoreKind = StoreKind.Memory,
        };
        _grid = [.. Enumerable.Range(0, shape.Length).Select(Metadata.GridExtent)];
        _chunkLength = Metadata.ChunkByteLength;
        _isResident = bytes.Length > 0 && ChunksAreContiguous(shape, chunkShape);
    }

    /// <inheritdoc/>
    public ArrayMetadata Metadata { get; }

    /// <summary>Wraps an array of elements.</summary>
    /// <typeparam name="T">A primitive type of the data type's size; its bytes are taken as they are.</typeparam>
    /// <param name="elements">The elements in C order; not copied.</param>
    /// <param name="dataType">The element type.</param>
    /// <param name="shape">Elements along each axis, slowest first.</param>
    /// <param name="chunkShape">The chunk grid; default for one chunk of everything.</param>
    /// <param name="identity">Names the content; null for a name of its own.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: as the constructor.</exception>
    public static MemoryArray From<T>(
        T[] elements, DataType dataType, ImmutableArray<long> shape, ImmutableArray<int> chunkShape = default, string? identity = null)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(elements);
        var bytes = elements is byte[] plain ? plain : new ElementMemory<T>(elements).Memory;
        return new MemoryArray(bytes, shape, dataType, chunkShape, identity);
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> GetResident(ReadOnlySpan<int> chunkIndex)
    {
        if (!_isResident)
        {
            return default;
        }

        var offset = 0L;
        for (var axis = 0; axis < chunkIndex.Length; axis++)
        {
            offset = (offset * _grid[axis]) + chunkIndex[axis];
        }

        return _bytes.Slice((int)(offset * _chunkLength), _chunkLength);
    }

    /// <inheritdoc/>
    public ValueTask<EncodedChunk?> ReadAsync(ReadOnlyMemory<int> chunkIndex, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<EncodedChunk?>(new EncodedChunk(default, state: chunkIndex));
    }

    /// <inheritdoc/>
    public void Decode(EncodedChunk encoded, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        var chunkIndex = (ReadOnlyMemory<int>)encoded.State!;
        ChunkGather.Gather(_bytes.Span, Metadata, chunkIndex.Span, destination);
    }

    /// <summary>
    /// Whether every chunk is whole and one run of bytes: full along all axes after the first one that is cut, extent 1
    /// before it, and the cut divides the axis.
    /// </summary>
    private static bool ChunksAreContiguous(ImmutableArray<long> shape, ImmutableArray<int> chunkShape)
    {
        var axis = 0;
        while (axis < shape.Length && chunkShape[axis] == 1)
        {
            axis++;
        }

        if (axis < shape.Length && shape[axis] % chunkShape[axis] != 0)
        {
            return false;
        }

        for (axis++; axis < shape.Length; axis++)
        {
            if (chunkShape[axis] != shape[axis])
            {
                return false;
            }
        }

        return true;
    }
}
