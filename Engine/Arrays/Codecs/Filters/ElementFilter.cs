using System.Numerics;
using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Arrays.Codecs.Filters;

/// <summary>A filter that maps elements of one type to elements of another, one by one.</summary>
/// <typeparam name="TKernel">What it does.</typeparam>
/// <param name="name">The filter's name.</param>
/// <param name="encodedType">The type as stored.</param>
/// <param name="decodedType">The type as decoded.</param>
/// <param name="kernel">What it does.</param>
internal sealed class ElementFilter<TKernel>(string name, FilterType encodedType, FilterType decodedType, TKernel kernel) : Codec
    where TKernel : struct, IElementKernel
{
    private readonly ByteSwapCodec? _encodedSwap = SwapOf(encodedType);
    private readonly ByteSwapCodec? _decodedSwap = SwapOf(decodedType);

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override long EncodedBound(long decodedLength) => decodedLength / decodedType.ItemSize * encodedType.ItemSize;

    /// <inheritdoc/>
    public override int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        var count = encoded.Length / encodedType.ItemSize;
        if (encoded.Length % encodedType.ItemSize != 0 || count > decoded.Length / decodedType.ItemSize)
        {
            throw new CorruptDataException($"{name}: {encoded.Length} bytes do not fit {decoded.Length / decodedType.ItemSize} elements of {encodedType}");
        }

        decoded = decoded[..(count * decodedType.ItemSize)];
        if (_encodedSwap is null)
        {
            DispatchEncoded(encoded, decoded);
        }
        else
        {
            var swapped = encoded.ToArray();
            _encodedSwap.DecodeInPlace(swapped);
            DispatchEncoded(swapped, decoded);
        }

        _decodedSwap?.DecodeInPlace(decoded);
        return decoded.Length;
    }

    private static ByteSwapCodec? SwapOf(FilterType type) =>
        type.IsBigEndian && type.ItemSize > 1 ? new ByteSwapCodec(type.ItemSize) : null;

    private void DispatchEncoded(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        switch (encodedType.DataType)
        {
            case DataType.Int8: DispatchDecoded<sbyte>(encoded, decoded); break;
            case DataType.UInt8: DispatchDecoded<byte>(encoded, decoded); break;
            case DataType.Int16: DispatchDecoded<short>(encoded, decoded); break;
            case DataType.UInt16: DispatchDecoded<ushort>(encoded, decoded); break;
            case DataType.Int32: DispatchDecoded<int>(encoded, decoded); break;
            case DataType.UInt32: DispatchDecoded<uint>(encoded, decoded); break;
            case DataType.Int64: DispatchDecoded<long>(encoded, decoded); break;
            case DataType.UInt64: DispatchDecoded<ulong>(encoded, decoded); break;
            case DataType.Float16: DispatchDecoded<Half>(encoded, decoded); break;
            case DataType.Float32: DispatchDecoded<float>(encoded, decoded); break;
            case DataType.Float64: DispatchDecoded<double>(encoded, decoded); break;
            default: throw new NotSupportedException($"{name} on {encodedType}");
        }
    }

    private void DispatchDecoded<TEncoded>(ReadOnlySpan<byte> encoded, Span<byte> decoded)
        where TEncoded : unmanaged, INumber<TEncoded>
    {
        switch (decodedType.DataType)
        {
            case DataType.Int8: Run<TEncoded, sbyte>(encoded, decoded); break;
            case DataType.UInt8: Run<TEncoded, byte>(encoded, decoded); break;
            case DataType.Int16: Run<TEncoded, short>(encoded, decoded); break;
            case DataType.UInt16: Run<TEncoded, ushort>(encoded, decoded); break;
            case DataType.Int32: Run<TEncoded, int>(encoded, decoded); break;
            case DataType.UInt32: Run<TEncoded, uint>(encoded, decoded); break;
            case DataType.Int64: Run<TEncoded, long>(encoded, decoded); break;
            case DataType.UInt64: Run<TEncoded, ulong>(encoded, decoded); break;
            case DataType.Float16: Run<TEncoded, Half>(encoded, decoded); break;
            case DataType.Float32: Run<TEncoded, float>(encoded, decoded); break;
            case DataType.Float64: Run<TEncoded, double>(encoded, decoded); break;
            default: throw new NotSupportedException($"{name} on {decodedType}");
        }
    }

    private void Run<TEncoded, TDecoded>(ReadOnlySpan<byte> encoded, Span<byte> decoded)
        where TEncoded : unmanaged, INumber<TEncoded>
        where TDecoded : unmanaged, INumber<TDecoded> =>
        kernel.Decode(MemoryMarshal.Cast<byte, TEncoded>(encoded), MemoryMarshal.Cast<byte, TDecoded>(decoded));
}
