using System.Collections.Immutable;
using System.Text.Json;

namespace Lamella.Engine.Tests.Goldens;

/// <summary>Point coordinates by the formula <c>hash8</c> of the golden cases' README, or given one by one.</summary>
internal static class GoldenPoints
{
    /// <summary>One row of coordinates for each point.</summary>
    public static ImmutableArray<double[]> From(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            return [.. json.EnumerateArray().Select(point => point.Doubles().ToArray())];
        }

        if (json.Get("values") is { } values)
        {
            return [.. values.EnumerateArray().Select(point => point.Doubles().ToArray())];
        }

        var (count, ndim) = (json.GetProperty("n").GetInt32(), json.GetProperty("ndim").GetInt32());
        var extent = json.GetProperty("extent").Ints();
        var seed = json.GetProperty("seed").GetUInt64();
        return
        [
            .. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, ndim)
                .Select(d => (GoldenData.Hash((ulong)((i * ndim) + d), seed) >> 8) % (ulong)(extent[d] * 8) / 8.0)
                .ToArray()),
        ];
    }
}
