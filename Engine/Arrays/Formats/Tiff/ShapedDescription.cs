using System.Collections.Immutable;
using System.Text.Json;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>What tifffile writes into ImageDescription: JSON with the array's <c>shape</c>, and sometimes its <c>axes</c>.</summary>
/// <param name="Shape">All extents, rows and columns included.</param>
/// <param name="Axes">One letter an axis; null where nothing is said.</param>
internal sealed record ShapedDescription(ImmutableArray<long> Shape, string? Axes)
{
    /// <summary>Reads a description; null where it is no such JSON.</summary>
    /// <param name="text">ImageDescription.</param>
    public static ShapedDescription? TryParse(string text)
    {
        if (!text.StartsWith('{') || !text.Contains("\"shape\"", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            if (!document.RootElement.TryGetProperty("shape", out var shape) || shape.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            var extents = ImmutableArray.CreateBuilder<long>();
            foreach (var element in shape.EnumerateArray())
            {
                if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out var extent) || extent < 1)
                {
                    return null;
                }

                extents.Add(extent);
            }

            var axes = document.RootElement.TryGetProperty("axes", out var letters) && letters.ValueKind == JsonValueKind.String
                ? letters.GetString()
                : null;
            return new ShapedDescription(extents.ToImmutable(), axes?.Length == extents.Count ? axes : null);
        }
        catch (JsonException)
        {
            // Any program may write braces into a description: then it is a description like any other.
            return null;
        }
    }
}
