using System.Buffers.Binary;
using System.Text;

namespace Lamella.Engine.Tests.Arrays.Formats.Tiff;

/// <summary>Writes TIFF files tag by tag, right or wrong, in all four forms of the container.</summary>
internal sealed class TiffBytes(bool isBigEndian = false, bool isBigTiff = false)
{
    private readonly MemoryStream _stream = Begin(isBigEndian, isBigTiff);
    private int _nextPointer = isBigTiff ? 8 : 4;

    /// <summary>A field: tag, type, values; texts and raw bytes as byte arrays.</summary>
    public readonly record struct Field(int Tag, int Type, long[] Values);

    public static Field Short(int tag, params long[] values) => new(tag, 3, values);

    public static Field Long(int tag, params long[] values) => new(tag, 4, values);

    public static Field Text(int tag, string text) => new(tag, 2, [.. Encoding.UTF8.GetBytes(text + "\0").Select(b => (long)b)]);

    /// <summary>Appends bytes; returns where they lie.</summary>
    public long Append(byte[] bytes)
    {
        var offset = _stream.Length;
        _stream.Position = offset;
        _stream.Write(bytes);
        return offset;
    }

    /// <summary>Appends a directory to the chain; returns where it lies.</summary>
    public long AddPage(params Field[] fields)
    {
        var offset = AddDirectory(fields, out var next);
        Patch(_nextPointer, offset);
        _nextPointer = next;
        return offset;
    }

    /// <summary>Appends a directory that only other fields refer to.</summary>
    public long AddSubPage(params Field[] fields) => AddDirectory(fields, out _);

    /// <summary>A page of one strip or tile a segment, grey, with what every page needs.</summary>
    public static Field[] Grey(int width, int height, int bits, int format, int rowsPerStrip, int compression, long[] offsets, long[] counts, params Field[] more) =>
    [
        Long(256, width), Long(257, height), Short(258, bits), Short(259, compression), Short(262, 1), Long(273, offsets),
        Short(277, 1), Long(278, rowsPerStrip), Long(279, counts), Short(339, format), .. more,
    ];

    /// <summary>Makes the last directory's successor another, such as an earlier one.</summary>
    public void LinkTo(long offset) => Patch(_nextPointer, offset);

    public byte[] ToArray() => _stream.ToArray();

    private static MemoryStream Begin(bool isBigEndian, bool isBigTiff)
    {
        var stream = new MemoryStream();
        stream.Write(isBigEndian ? "MM"u8 : "II"u8);
        WriteNumber(stream, isBigTiff ? 43 : 42, 2, isBigEndian);
        if (isBigTiff)
        {
            WriteNumber(stream, 8, 2, isBigEndian);
            WriteNumber(stream, 0, 2, isBigEndian);
        }

        WriteNumber(stream, 0, isBigTiff ? 8 : 4, isBigEndian);
        return stream;
    }

    private long AddDirectory(Field[] fields, out int next)
    {
        var offsetLength = isBigTiff ? 8 : 4;
        var entries = fields.OrderBy(field => field.Tag).Select(field => (Field: field, Values: Encode(field))).ToArray();
        var places = entries.Select(entry => entry.Values.Length > offsetLength ? Append(entry.Values) : -1).ToArray();
        var offset = Append([]);
        WriteNumber(_stream, entries.Length, isBigTiff ? 8 : 2, isBigEndian);
        for (var index = 0; index < entries.Length; index++)
        {
            WriteNumber(_stream, entries[index].Field.Tag, 2, isBigEndian);
            WriteNumber(_stream, entries[index].Field.Type, 2, isBigEndian);
            WriteNumber(_stream, entries[index].Field.Values.Length, offsetLength, isBigEndian);
            if (places[index] >= 0)
            {
                WriteNumber(_stream, places[index], offsetLength, isBigEndian);
            }
            else
            {
                _stream.Write([.. entries[index].Values, .. new byte[offsetLength - entries[index].Values.Length]]);
            }
        }

        next = (int)_stream.Position;
        WriteNumber(_stream, 0, offsetLength, isBigEndian);
        return offset;
    }

    private byte[] Encode(Field field)
    {
        var size = field.Type switch { 1 or 2 => 1, 3 => 2, 4 or 13 => 4, _ => 8 };
        var stream = new MemoryStream();
        foreach (var value in field.Values)
        {
            WriteNumber(stream, value, size, isBigEndian);
        }

        return stream.ToArray();
    }

    private void Patch(int position, long offset)
    {
        _stream.Position = position;
        WriteNumber(_stream, offset, isBigTiff ? 8 : 4, isBigEndian);
    }

    private static void WriteNumber(Stream stream, long value, int size, bool isBigEndian)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        bytes = bytes[..size];
        if (isBigEndian)
        {
            bytes.Reverse();
        }

        stream.Write(bytes);
    }
}
