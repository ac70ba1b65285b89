using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Slicing;

namespace Lamella.Engine.Slicing.Display;

/// <summary>Lays arrays one after the other, each at a multiple of 8 bytes, and allocates once. Not safe for concurrent use.</summary>
/// <param name="limits">How many bytes there may be.</param>
internal sealed class ColumnPacker(SliceLimits limits)
{
    private const int Alignment = 8;

    private readonly ImmutableArray<SliceColumn>.Builder _columns = ImmutableArray.CreateBuilder<SliceColumn>();
    private readonly List<Action<byte[], int>> _writes = [];
    private long _length;

    /// <summary>Adds an array that is there already.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="name">The column's name.</param>
    /// <param name="dataType">The element type, of T's size.</param>
    /// <param name="values">The elements; they stay as they are until packed.</param>
    /// <param name="width">Elements of one item; 0 where the column has one axis.</param>
    public ColumnPacker Add<T>(string name, DataType dataType, T[] values, int width = 0)
        where T : unmanaged
    {
        ImmutableArray<int> shape = width == 0 ? [values.Length] : [values.Length / width, width];
        var bytes = (long)values.Length * dataType.ItemSize();
        EnsureRoom(bytes);
        _columns.Add(new SliceColumn(name, dataType, shape, (int)_length));
        _writes.Add((target, offset) => MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(target.AsSpan(offset)));
        _length = (_length + bytes + Alignment - 1) / Alignment * Alignment;
        return this;
    }

    /// <summary>Adds the colour of some items, RGBA.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="colors">The colours.</param>
    /// <param name="items">The items.</param>
    public ColumnPacker AddColors(string name, ItemColors colors, ReadOnlySpan<int> items)
    {
        EnsureRoom(items.Length * 4L);
        var bytes = new byte[items.Length * 4];
        var packed = MemoryMarshal.Cast<byte, uint>(bytes.AsSpan());
        for (var i = 0; i < items.Length; i++)
        {
            packed[i] = colors[items[i]].Packed;
        }

        return Add(name, DataType.UInt8, bytes, 4);
    }

    /// <summary>Lays out what was added.</summary>
    /// <param name="count">Number of items.</param>
    public EncodedItems Pack(int count)
    {
        var bytes = new byte[_length];
        for (var i = 0; i < _writes.Count; i++)
        {
            _writes[i](bytes, _columns[i].Offset);
        }

        return new EncodedItems(bytes, _columns.ToImmutable(), count);
    }

    private void EnsureRoom(long bytes)
    {
        var most = Math.Min(limits.MaxSliceBytes, Array.MaxLength - Alignment);
        if (_length + bytes > most)
        {
            throw new LamellaException(
                LamellaErrorCode.LimitExceeded,
                string.Create(CultureInfo.InvariantCulture, $"The slice takes more than {most} bytes; make it thinner, or show fewer axes."),
                expected: string.Create(CultureInfo.InvariantCulture, $"at most {most} bytes"),
                got: string.Create(CultureInfo.InvariantCulture, $"{_length + bytes} bytes or more"));
        }
    }
}
