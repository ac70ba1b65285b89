using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lamella.Engine.Arrays.Codecs.Blosc;

/// <summary>
/// Undoes the byte shuffle: all first bytes, all second bytes … become elements again. Bytes that make no whole element
/// stay where they are, at the end.
/// </summary>
internal static class ByteShuffle
{
    private const int Lanes = 16;

    /// <summary>Undoes the shuffle of one block.</summary>
    /// <param name="shuffled">The block.</param>
    /// <param name="elements">Receives it; of the same length, not the same memory.</param>
    /// <param name="typeSize">Bytes of an element, ≥ 1.</param>
    public static void Undo(ReadOnlySpan<byte> shuffled, Span<byte> elements, int typeSize)
    {
        var count = shuffled.Length / typeSize;
        UndoPlanes(shuffled, elements, typeSize, count, count);
        var whole = count * typeSize;
        shuffled[whole..].CopyTo(elements[whole..]);
    }

    /// <summary>Interleaves planes of bytes.</summary>
    /// <param name="planes">The planes, one after another.</param>
    /// <param name="elements">Receives count × typeSize bytes.</param>
    /// <param name="typeSize">Number of planes.</param>
    /// <param name="count">Bytes to take from each plane.</param>
    /// <param name="stride">Bytes from one plane's start to the next's.</param>
    public static void UndoPlanes(ReadOnlySpan<byte> planes, Span<byte> elements, int typeSize, int count, int stride)
    {
        if (count == 0)
        {
            return;
        }

        // The vector loops go without bounds checks: this is the check.
        _ = planes[(((typeSize - 1) * stride) + count - 1)..];
        _ = elements[..(count * typeSize)];
        ref var source = ref MemoryMarshal.GetReference(planes);
        ref var target = ref MemoryMarshal.GetReference(elements);
        var done = !Zip.IsSupported ? 0 : typeSize switch
        {
            2 => Undo2(ref source, ref target, count, stride),
            4 => Undo4(ref source, ref target, count, stride),
            8 => Undo8(ref source, ref target, count, stride),
            16 => Undo16(ref source, ref target, count, stride),
            _ => 0,
        };
        for (var plane = 0; plane < typeSize; plane++)
        {
            var column = planes.Slice(plane * stride, count);
            var position = (done * typeSize) + plane;
            for (var index = done; index < column.Length; index++)
            {
                elements[position] = column[index];
                position += typeSize;
            }
        }
    }

    private static int Undo2(ref byte source, ref byte target, int count, int stride)
    {
        var index = 0;
        if (Zip.IsSupported256)
        {
            for (; index <= count - (2 * Lanes); index += 2 * Lanes)
            {
                var first = Vector256.LoadUnsafe(ref source, (nuint)index);
                var second = Vector256.LoadUnsafe(ref source, (nuint)(index + stride));
                var low = Avx2.UnpackLow(first, second);
                var high = Avx2.UnpackHigh(first, second);
                Avx2.Permute2x128(low, high, 0x20).StoreUnsafe(ref target, (nuint)(2 * index));
                Avx2.Permute2x128(low, high, 0x31).StoreUnsafe(ref target, (nuint)((2 * index) + (2 * Lanes)));
            }
        }

        for (; index <= count - Lanes; index += Lanes)
        {
            var first = Vector128.LoadUnsafe(ref source, (nuint)index);
            var second = Vector128.LoadUnsafe(ref source, (nuint)(index + stride));
            Zip.Low(first, second).StoreUnsafe(ref target, (nuint)(2 * index));
            Zip.High(first, second).StoreUnsafe(ref target, (nuint)((2 * index) + Lanes));
        }

        return index;
    }

    private static int Undo4(ref byte source, ref byte target, int count, int stride)
    {
        var index = 0;
        for (; index <= count - Lanes; index += Lanes)
        {
            Quad(ref source, index, stride, out var a, out var b, out var c, out var d);
            var position = (nuint)(4 * index);
            a.StoreUnsafe(ref target, position);
            b.StoreUnsafe(ref target, position + Lanes);
            c.StoreUnsafe(ref target, position + (2 * Lanes));
            d.StoreUnsafe(ref target, position + (3 * Lanes));
        }

        return index;
    }

    private static int Undo8(ref byte source, ref byte target, int count, int stride)
    {
        var index = 0;
        for (; index <= count - Lanes; index += Lanes)
        {
            Quad(ref source, index, stride, out var a0, out var a1, out var a2, out var a3);
            Quad(ref source, index + (4 * stride), stride, out var b0, out var b1, out var b2, out var b3);
            var position = (nuint)(8 * index);
            Pair(ref target, position, a0, b0);
            Pair(ref target, position + (2 * Lanes), a1, b1);
            Pair(ref target, position + (4 * Lanes), a2, b2);
            Pair(ref target, position + (6 * Lanes), a3, b3);
        }

        return index;
    }

    private static int Undo16(ref byte source, ref byte target, int count, int stride)
    {
        Span<Vector128<byte>> quads = stackalloc Vector128<byte>[16];
        var index = 0;
        for (; index <= count - Lanes; index += Lanes)
        {
            for (var group = 0; group < 4; group++)
            {
                Quad(
                    ref source, index + (4 * group * stride), stride,
                    out quads[4 * group], out quads[(4 * group) + 1], out quads[(4 * group) + 2], out quads[(4 * group) + 3]);
            }

            for (var part = 0; part < 4; part++)
            {
                var a = quads[part].AsUInt32();
                var b = quads[part + 4].AsUInt32();
                var c = quads[part + 8].AsUInt32();
                var d = quads[part + 12].AsUInt32();
                var position = (nuint)((16 * index) + (4 * part * Lanes));
                var low = Zip.Low(a, b).AsUInt64();
                var high = Zip.Low(c, d).AsUInt64();
                Zip.Low(low, high).AsByte().StoreUnsafe(ref target, position);
                Zip.High(low, high).AsByte().StoreUnsafe(ref target, position + Lanes);
                low = Zip.High(a, b).AsUInt64();
                high = Zip.High(c, d).AsUInt64();
                Zip.Low(low, high).AsByte().StoreUnsafe(ref target, position + (2 * Lanes));
                Zip.High(low, high).AsByte().StoreUnsafe(ref target, position + (3 * Lanes));
            }
        }

        return index;
    }

    /// <summary>Interleaves four planes of 16 bytes: 16 groups of four, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quad(
        ref byte source, int index, int stride, out Vector128<byte> a, out Vector128<byte> b, out Vector128<byte> c, out Vector128<byte> d)
    {
        var plane0 = Vector128.LoadUnsafe(ref source, (nuint)index);
        var plane1 = Vector128.LoadUnsafe(ref source, (nuint)(index + stride));
        var plane2 = Vector128.LoadUnsafe(ref source, (nuint)(index + (2 * stride)));
        var plane3 = Vector128.LoadUnsafe(ref source, (nuint)(index + (3 * stride)));
        var low01 = Zip.Low(plane0, plane1).AsUInt16();
        var high01 = Zip.High(plane0, plane1).AsUInt16();
        var low23 = Zip.Low(plane2, plane3).AsUInt16();
        var high23 = Zip.High(plane2, plane3).AsUInt16();
        a = Zip.Low(low01, low23).AsByte();
        b = Zip.High(low01, low23).AsByte();
        c = Zip.Low(high01, high23).AsByte();
        d = Zip.High(high01, high23).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair(ref byte target, nuint position, Vector128<byte> first, Vector128<byte> second)
    {
        Zip.Low(first.AsUInt32(), second.AsUInt32()).AsByte().StoreUnsafe(ref target, position);
        Zip.High(first.AsUInt32(), second.AsUInt32()).AsByte().StoreUnsafe(ref target, position + Lanes);
    }
}
