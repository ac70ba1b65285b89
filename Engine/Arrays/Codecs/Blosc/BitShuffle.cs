using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lamella.Engine.Arrays.Codecs.Blosc;

/// <summary>
/// Undoes the bit shuffle: row b·8+k holds bit k of byte b of every element, eight elements a byte. c-blosc leaves a block
/// whose number of elements is not a multiple of eight as it is.
/// </summary>
internal static class BitShuffle
{
    private const int Bits = 8;

    /// <summary>Elements undone at a time by vectors: one byte of 32 columns.</summary>
    private const int VectorElements = 32 * Bits;

    private const int MaxVectorTypeSize = 16;

    /// <summary>Undoes the shuffle of one block.</summary>
    /// <param name="shuffled">The block.</param>
    /// <param name="elements">Receives it; of the same length, not the same memory.</param>
    /// <param name="typeSize">Bytes of an element, ≥ 1.</param>
    public static void Undo(ReadOnlySpan<byte> shuffled, Span<byte> elements, int typeSize)
    {
        var count = shuffled.Length / typeSize;
        if (count % Bits != 0)
        {
            shuffled.CopyTo(elements);
            return;
        }

        var whole = count * typeSize;
        var done = Zip.IsSupported256 && typeSize <= MaxVectorTypeSize ? UndoVectors(shuffled, elements, typeSize, count) : 0;
        UndoGroups(shuffled[..whole], elements[..whole], typeSize, count / Bits, done / Bits);
        shuffled[whole..].CopyTo(elements[whole..]);
    }

    private static void UndoGroups(ReadOnlySpan<byte> shuffled, Span<byte> elements, int typeSize, int groups, int firstGroup)
    {
        for (var plane = 0; plane < typeSize; plane++)
        {
            var rows = shuffled.Slice(plane * Bits * groups, Bits * groups);
            for (var group = firstGroup; group < groups; group++)
            {
                ulong bits = 0;
                for (var row = 0; row < Bits; row++)
                {
                    bits |= (ulong)rows[(row * groups) + group] << (Bits * row);
                }

                bits = Transpose(bits);
                var position = (group * Bits * typeSize) + plane;
                for (var element = 0; element < Bits; element++)
                {
                    elements[position] = (byte)(bits >> (Bits * element));
                    position += typeSize;
                }
            }
        }
    }

    [SkipLocalsInit]
    private static int UndoVectors(ReadOnlySpan<byte> shuffled, Span<byte> elements, int typeSize, int count)
    {
        Span<byte> planes = stackalloc byte[VectorElements * MaxVectorTypeSize];
        ref var scratch = ref MemoryMarshal.GetReference(planes);
        var groups = count / Bits;
        _ = shuffled[..(count * typeSize)];
        ref var source = ref MemoryMarshal.GetReference(shuffled);
        var done = 0;
        for (; done <= count - VectorElements; done += VectorElements)
        {
            var column = done / Bits;
            if (typeSize == 1)
            {
                _ = elements.Slice(done, VectorElements);
                UndoColumns(ref Unsafe.Add(ref source, column), groups, ref elements[done]);
                continue;
            }

            for (var plane = 0; plane < typeSize; plane++)
            {
                UndoColumns(
                    ref Unsafe.Add(ref source, (plane * Bits * groups) + column), groups, ref Unsafe.Add(ref scratch, plane * VectorElements));
            }

            ByteShuffle.UndoPlanes(
                planes, elements.Slice(done * typeSize, VectorElements * typeSize), typeSize, VectorElements, VectorElements);
        }

        return done;
    }

    /// <summary>Eight rows of 32 bytes to 256 bytes: one byte of 256 elements.</summary>
    private static void UndoColumns(ref byte rows, int stride, ref byte plane)
    {
        var a = ZipRows(ref rows, stride, 0, out var aHigh);
        var b = ZipRows(ref rows, stride, 2, out var bHigh);
        var c = ZipRows(ref rows, stride, 4, out var cHigh);
        var d = ZipRows(ref rows, stride, 6, out var dHigh);
        ZipGroups(a, b, c, d, ref plane, 0);
        ZipGroups(aHigh, bHigh, cHigh, dHigh, ref plane, 64);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> ZipRows(ref byte rows, int stride, int row, out Vector256<ushort> high)
    {
        var first = Vector256.LoadUnsafe(ref rows, (nuint)(row * stride));
        var second = Vector256.LoadUnsafe(ref rows, (nuint)((row + 1) * stride));
        high = Avx2.UnpackHigh(first, second).AsUInt16();
        return Avx2.UnpackLow(first, second).AsUInt16();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ZipGroups(
        Vector256<ushort> a, Vector256<ushort> b, Vector256<ushort> c, Vector256<ushort> d, ref byte plane, nuint position)
    {
        var low = Avx2.UnpackLow(a, b).AsUInt32();
        var high = Avx2.UnpackLow(c, d).AsUInt32();
        Store(Avx2.UnpackLow(low, high), ref plane, position);
        Store(Avx2.UnpackHigh(low, high), ref plane, position + 16);
        low = Avx2.UnpackHigh(a, b).AsUInt32();
        high = Avx2.UnpackHigh(c, d).AsUInt32();
        Store(Avx2.UnpackLow(low, high), ref plane, position + 32);
        Store(Avx2.UnpackHigh(low, high), ref plane, position + 48);
    }

    /// <summary>Lower and upper lane come from columns that are 16 bytes, that is 128 elements, apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<uint> groups, ref byte plane, nuint position)
    {
        var elements = Transpose(groups.AsUInt64()).AsByte();
        elements.GetLower().StoreUnsafe(ref plane, position);
        elements.GetUpper().StoreUnsafe(ref plane, position + 128);
    }

    /// <summary>Transposes eight bytes as a matrix of bits, in three rounds of swaps (Warren, Hacker's Delight, 7-3).</summary>
    private static ulong Transpose(ulong bits)
    {
        var swap = (bits ^ (bits >> 7)) & 0x00AA00AA00AA00AAUL;
        bits ^= swap ^ (swap << 7);
        swap = (bits ^ (bits >> 14)) & 0x0000CCCC0000CCCCUL;
        bits ^= swap ^ (swap << 14);
        swap = (bits ^ (bits >> 28)) & 0x00000000F0F0F0F0UL;
        return bits ^ swap ^ (swap << 28);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Transpose(Vector256<ulong> bits)
    {
        var swap = (bits ^ (bits >> 7)) & Vector256.Create(0x00AA00AA00AA00AAUL);
        bits ^= swap ^ (swap << 7);
        swap = (bits ^ (bits >> 14)) & Vector256.Create(0x0000CCCC0000CCCCUL);
        bits ^= swap ^ (swap << 14);
        swap = (bits ^ (bits >> 28)) & Vector256.Create(0x00000000F0F0F0F0UL);
        return bits ^ swap ^ (swap << 28);
    }
}
