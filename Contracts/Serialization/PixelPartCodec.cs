using System.Buffers;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Slicing;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.WireProtocol;

namespace Lamella.Contracts.Serialization;

/// <summary>
/// Writes a part as one run of bytes and reads it into rented memory: no array on the large object heap, no deep copy.
/// Writing ends the sender's use of the part, so that a slice being sent is given back when its last part is on its way.
/// A part of more than <see cref="PixelPart.MaxLength"/> is neither written nor read.
/// </summary>
[RegisterSerializer]
[RegisterCopier]
internal sealed class PixelPartCodec : IFieldCodec<PixelPart>, IDeepCopier<PixelPart>
{
    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, PixelPart? value)
        where TBufferWriter : IBufferWriter<byte>
    {
        if (ReferenceCodec.TryWriteReferenceField(ref writer, fieldIdDelta, expectedType, value))
        {
            return;
        }

        ArgumentNullException.ThrowIfNull(value);
        var bytes = value.Bytes;
        if (bytes.Length > PixelPart.MaxLength)
        {
            // Here it is sure that the part leaves the process, of which the grain that made it knows nothing.
            value.Dispose();
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"{bytes.Length} bytes are asked for at once by another process; read at most {PixelPart.MaxLength} a call.",
                expected: $"≤ {PixelPart.MaxLength}",
                got: $"{bytes.Length}");
        }

        writer.WriteFieldHeader(fieldIdDelta, expectedType, typeof(PixelPart), WireType.LengthPrefixed);
        writer.WriteVarUInt32((uint)bytes.Length);
        writer.Write(bytes.Span);
        value.Dispose();
    }

    public PixelPart? ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (field.WireType == WireType.Reference)
        {
            return ReferenceCodec.ReadReference<PixelPart, TInput>(ref reader, field);
        }

        field.EnsureWireType(WireType.LengthPrefixed);
        var length = reader.ReadVarUInt32();
        if (length > PixelPart.MaxLength)
        {
            throw new InvalidOperationException($"A part of {length} bytes is larger than the {PixelPart.MaxLength} that are accepted.");
        }

        var owner = MemoryPool<byte>.Shared.Rent((int)length);
        var bytes = owner.Memory[..(int)length];
        reader.ReadBytes(bytes.Span);
        var result = new PixelPart(bytes, owner);
        ReferenceCodec.RecordObject(reader.Session, result);
        return result;
    }

    public PixelPart? DeepCopy(PixelPart? input, CopyContext context) => input;
}
