using System.Collections.Immutable;
using Lamella.Contracts.Geometry;
using MessagePack;
using MessagePack.Formatters;

namespace Lamella.Contracts.Serialization;

/// <summary>
/// Dims as an array of ten, in the order of their Orleans ids: ndim, ndisplay, order, range, point, margin left, margin
/// right, rollable, axis labels, last used. What is read is validated as anything else that comes from outside.
/// </summary>
internal sealed class DimsFormatter : IMessagePackFormatter<Dims?>
{
    private const int FieldCount = 10;

    public void Serialize(ref MessagePackWriter writer, Dims? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(FieldCount);
        writer.Write(value.Ndim);
        writer.Write(value.Ndisplay);
        Write(ref writer, value.Order, options);
        Write(ref writer, value.Range, options);
        Write(ref writer, value.Point, options);
        Write(ref writer, value.MarginLeft, options);
        Write(ref writer, value.MarginRight, options);
        Write(ref writer, value.Rollable, options);
        Write(ref writer, value.AxisLabels, options);
        writer.Write(value.LastUsed);
    }

    public Dims? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil())
        {
            return null;
        }

        options.Security.DepthStep(ref reader);
        var count = reader.ReadArrayHeader();
        if (count < FieldCount)
        {
            throw new MessagePackSerializationException($"Dims have {FieldCount} fields, not {count}.");
        }

        var (ndim, ndisplay) = (reader.ReadInt32(), reader.ReadInt32());
        var order = Read<int>(ref reader, options);
        var range = Read<DimRange>(ref reader, options);
        var point = Read<double>(ref reader, options);
        var marginLeft = Read<double>(ref reader, options);
        var marginRight = Read<double>(ref reader, options);
        var rollable = Read<bool>(ref reader, options);
        var labels = Read<string>(ref reader, options);
        var lastUsed = reader.ReadInt32();
        for (var extra = FieldCount; extra < count; extra++)
        {
            reader.Skip();
        }

        reader.Depth--;
        return Dims.Create(ndim, ndisplay, range, point, order, marginLeft, marginRight, labels, rollable, lastUsed);
    }

    private static void Write<T>(ref MessagePackWriter writer, ImmutableArray<T> values, MessagePackSerializerOptions options) =>
        options.Resolver.GetFormatterWithVerify<ImmutableArray<T>>().Serialize(ref writer, values, options);

    private static ImmutableArray<T> Read<T>(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        options.Resolver.GetFormatterWithVerify<ImmutableArray<T>>().Deserialize(ref reader, options);
}
