using System.Collections.Immutable;
using Lamella.Contracts.Geometry;
using MessagePack;
using MessagePack.Formatters;

namespace Lamella.Contracts.Serialization;

/// <summary>A transform as an array of two: ndim and the (ndim + 1)² elements of its matrix, row-major.</summary>
internal sealed class AffineTransformFormatter : IMessagePackFormatter<AffineTransform?>
{
    private const int FieldCount = 2;

    /// <summary>Most axes that are believed.</summary>
    private const int MaxNdim = 64;

    public void Serialize(ref MessagePackWriter writer, AffineTransform? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(FieldCount);
        writer.Write(value.Ndim);
        options.Resolver.GetFormatterWithVerify<ImmutableArray<double>>().Serialize(ref writer, value.Matrix, options);
    }

    public AffineTransform? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil())
        {
            return null;
        }

        var count = reader.ReadArrayHeader();
        var ndim = reader.ReadInt32();
        var matrix = options.Resolver.GetFormatterWithVerify<ImmutableArray<double>>().Deserialize(ref reader, options);
        if (count < FieldCount || ndim is < 0 or > MaxNdim || matrix.Length != (ndim + 1) * (ndim + 1))
        {
            throw new MessagePackSerializationException($"{matrix.Length} elements are no {ndim}-D transform.");
        }

        for (var extra = FieldCount; extra < count; extra++)
        {
            reader.Skip();
        }

        return new AffineTransform(ndim, matrix);
    }
}
