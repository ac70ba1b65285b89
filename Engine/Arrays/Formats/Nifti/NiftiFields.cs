using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Lamella.Engine.Arrays.Formats.Nifti;

/// <summary>The fields of a header by their offsets, in its byte order.</summary>
internal readonly ref struct NiftiFields(ReadOnlySpan<byte> header, bool isBigEndian)
{
    private readonly ReadOnlySpan<byte> _header = header;

    public bool IsBigEndian { get; } = isBigEndian;

    public int Byte(int offset) => _header[offset];

    public int Short(int offset) => IsBigEndian
        ? BinaryPrimitives.ReadInt16BigEndian(_header[offset..])
        : BinaryPrimitives.ReadInt16LittleEndian(_header[offset..]);

    public int Int(int offset) => IsBigEndian
        ? BinaryPrimitives.ReadInt32BigEndian(_header[offset..])
        : BinaryPrimitives.ReadInt32LittleEndian(_header[offset..]);

    public double Float(int offset) => IsBigEndian
        ? BinaryPrimitives.ReadSingleBigEndian(_header[offset..])
        : BinaryPrimitives.ReadSingleLittleEndian(_header[offset..]);

    public ImmutableArray<long> Shorts(int offset, int count)
    {
        var values = new long[count];
        for (var index = 0; index < count; index++)
        {
            values[index] = Short(offset + (2 * index));
        }

        return [.. values];
    }

    public ImmutableArray<long> Longs(int offset, int count)
    {
        var values = new long[count];
        for (var index = 0; index < count; index++)
        {
            var bytes = _header[(offset + (8 * index))..];
            values[index] = IsBigEndian ? BinaryPrimitives.ReadInt64BigEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes);
        }

        return [.. values];
    }

    public ImmutableArray<double> Floats(int offset, int count)
    {
        var values = new double[count];
        for (var index = 0; index < count; index++)
        {
            values[index] = Float(offset + (4 * index));
        }

        return [.. values];
    }

    public ImmutableArray<double> Doubles(int offset, int count)
    {
        var values = new double[count];
        for (var index = 0; index < count; index++)
        {
            var bytes = _header[(offset + (8 * index))..];
            values[index] = IsBigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes);
        }

        return [.. values];
    }
}
