using System.Buffers.Binary;
using System.IO.Compression;

namespace Lamella.Engine.Tests.Arrays.Formats.Nifti;

/// <summary>Writes NIfTI headers field by field, by the offsets of nifti1.h and nifti2.h.</summary>
internal sealed class NiftiBytes(int version, bool isBigEndian)
{
    public byte[] Header { get; } = Begin(version, isBigEndian);

    public NiftiBytes Shape(params long[] shape)
    {
        for (var index = 0; index <= shape.Length; index++)
        {
            var extent = index == 0 ? shape.Length : shape[index - 1];
            Number(version == 1 ? 40 + (2 * index) : 16 + (8 * index), extent, version == 1 ? 2 : 8);
        }

        return this;
    }

    public NiftiBytes Type(int code, int bits)
    {
        Number(version == 1 ? 70 : 12, code, 2);
        Number(version == 1 ? 72 : 14, bits, 2);
        return this;
    }

    public NiftiBytes Number(int offset, long value, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        Put(offset, bytes[..size]);
        return this;
    }

    public NiftiBytes Float(int offset, float value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Put(offset, bytes);
        return this;
    }

    /// <summary>Header, four bytes of no extension, elements.</summary>
    public byte[] With(byte[] elements) => [.. Header, 0, 0, 0, 0, .. elements];

    public static byte[] Gzip(byte[] bytes)
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }

    private static byte[] Begin(int version, bool isBigEndian)
    {
        var header = new byte[version == 1 ? 348 : 540];
        BinaryPrimitives.WriteInt32LittleEndian(header, header.Length);
        if (isBigEndian)
        {
            header.AsSpan(0, 4).Reverse();
        }

        (version == 1 ? "n+1\0"u8 : "n+2\0\r\n\u001a\n"u8).CopyTo(header.AsSpan(version == 1 ? 344 : 4));
        return header;
    }

    private void Put(int offset, Span<byte> bytes)
    {
        if (isBigEndian)
        {
            bytes.Reverse();
        }

        bytes.CopyTo(Header.AsSpan(offset));
    }
}
