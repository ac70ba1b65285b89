using System.Text.Json;
using System.Text.Json.Serialization;
using Lamella.Contracts.Geometry;

namespace Lamella.Sdk.Workspaces;

/// <summary>An affine transform as the rows of its homogeneous matrix.</summary>
internal sealed class AffineTransformConverter : JsonConverter<AffineTransform>
{
    public override AffineTransform Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var rows = JsonSerializer.Deserialize<double[][]>(ref reader, options) ?? [];
        return rows.Length > 0 && Array.TrueForAll(rows, row => row?.Length == rows.Length)
            ? new AffineTransform(rows.Length - 1, [.. rows.SelectMany(static row => row)])
            : throw new JsonException("A transform is a square matrix of one row and column more than there are axes.");
    }

    public override void Write(Utf8JsonWriter writer, AffineTransform value, JsonSerializerOptions options)
    {
        var size = value.Ndim + 1;
        JsonSerializer.Serialize(writer, Enumerable.Range(0, size).Select(row => value.Matrix.AsSpan().Slice(row * size, size).ToArray()).ToArray(), options);
    }
}
