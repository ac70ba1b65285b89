using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Arrays.Formats.Npy;

/// <summary>
/// Writes .npy files, version 1.0, C order, little-endian, as <c>numpy.save</c> does
/// (<see href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</see>).
/// </summary>
public static class NpyWriter
{
    /// <summary>NumPy pads headers so that the elements begin at a multiple of this.</summary>
    private const int Alignment = 64;

    private const int PrefixLength = 10;

    /// <summary>The header of an array: everything before its first element.</summary>
    /// <param name="shape">Elements along each axis, slowest first; empty for a scalar.</param>
    /// <param name="dataType">The element type.</param>
    /// <exception cref="ArgumentOutOfRangeException">An extent is negative.</exception>
    public static byte[] CreateHeader(ReadOnlySpan<long> shape, DataType dataType)
    {
        var extents = new StringBuilder();
        foreach (var extent in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(extent, nameof(shape));
            extents.Append(CultureInfo.InvariantCulture, $"{extent}, ");
        }

        // (3,) (2, 3) (): a tuple of one keeps its comma, longer ones lose the last.
        var tuple = shape.Length == 1 ? extents.ToString().TrimEnd() : extents.ToString().TrimEnd(' ', ',');
        var fields = $"{{'descr': '{dataType.NumpyDescr()}', 'fortran_order': False, 'shape': ({tuple}), }}";
        var length = (PrefixLength + fields.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var header = new byte[length];
        NpyHeader.Magic.CopyTo(header);
        header[6] = 1;
        var dictionary = length - PrefixLength;
        header[8] = (byte)dictionary;
        header[9] = (byte)(dictionary >> 8);
        header.AsSpan(PrefixLength).Fill((byte)' ');
        Encoding.ASCII.GetBytes(fields, header.AsSpan(PrefixLength));
        header[^1] = (byte)'\n';
        return header;
    }

    /// <summary>Writes an array.</summary>
    /// <param name="stream">Receives the file's bytes; not closed.</param>
    /// <param name="shape">Elements along each axis, slowest first.</param>
    /// <param name="dataType">The element type.</param>
    /// <param name="elements">The elements, C order, little-endian; exactly the shape's size.</param>
    /// <param name="cancellationToken">Stops writing; what is written stays.</param>
    /// <exception cref="ArgumentException">The number of bytes is not the shape's.</exception>
    public static async Task WriteAsync(
        Stream stream, ImmutableArray<long> shape, DataType dataType, ReadOnlyMemory<byte> elements, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var expected = ArraySize.ByteLength(shape, dataType, "npy");
        if (expected != elements.Length)
        {
            throw new ArgumentException(
                $"An array of shape [{string.Join(", ", shape)}] of {dataType.ZarrName()} has {expected} bytes, not {elements.Length}.", nameof(elements));
        }

        await stream.WriteAsync(CreateHeader(shape.AsSpan(), dataType), cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(elements, cancellationToken).ConfigureAwait(false);
    }
}
