using System.Collections.Immutable;
using System.Text.Json;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Arrays.Formats.N5;

/// <summary>
/// What attributes say of axes, in the ways that N5's viewers have: <c>axes</c> and <c>units</c>, <c>resolution</c>,
/// <c>pixelResolution</c>, <c>offset</c>, <c>downsamplingFactors</c>; all of them fastest axis first.
/// </summary>
internal static class N5Axes
{
    /// <summary>The axes; those that nobody names are dim_0 and on.</summary>
    /// <param name="attributes">Of the dataset, then of its groups.</param>
    /// <param name="rank">Number of axes.</param>
    public static ImmutableArray<ImageAxis> Axes(IReadOnlyList<JsonElement> attributes, int rank)
    {
        var names = Texts(attributes, "axes", rank);
        var units = Texts(attributes, "units", rank);
        var unit = Find(attributes, "pixelResolution") is { ValueKind: JsonValueKind.Object } pixels && pixels.TryGetProperty("unit", out var text)
            ? N5Metadata.TryText(text)
            : null;
        return
        [
            .. Enumerable.Range(0, rank).Select(axis =>
            {
                var name = names?[axis] ?? (unit is not null && rank <= 3 ? "zyx"[(3 - rank + axis)..][..1] : FormattableString.Invariant($"dim_{axis}"));
                return AxisNames.Axis(name, UnitNames.Find(units?[axis] ?? (unit is not null && axis >= rank - 3 ? unit : null)));
            }),
        ];
    }

    /// <summary>Array index to physical coordinates.</summary>
    /// <param name="attributes">Of the dataset, then of its groups.</param>
    /// <param name="shape">The dataset's shape.</param>
    /// <param name="fullShape">The shape of the finest level.</param>
    public static AffineTransform Transform(IReadOnlyList<JsonElement> attributes, ImmutableArray<long> shape, ImmutableArray<long> fullShape)
    {
        var rank = shape.Length;
        var resolution = Find(attributes, "pixelResolution") is { } pixels
            ? Numbers(pixels.ValueKind == JsonValueKind.Object && pixels.TryGetProperty("dimensions", out var inner) ? inner : pixels, rank)
            : null;
        resolution ??= Find(attributes, "resolution") is { } plain ? Numbers(plain, rank) : null;
        var offset = Find(attributes, "offset") is { } start ? Numbers(start, rank) : null;
        var factors = Find([attributes[0]], "downsamplingFactors") is { } declared ? Numbers(declared, rank) : null;
        var scale = new double[rank];
        var translate = new double[rank];
        for (var axis = 0; axis < rank; axis++)
        {
            var factor = factors?[axis] ?? (shape[axis] > 0 ? Math.Max(1, Math.Round((double)fullShape[axis] / shape[axis])) : 1);
            scale[axis] = factor * (resolution?[axis] ?? 1) is var step && double.IsFinite(step) && step != 0 ? step : 1;
            translate[axis] = offset?[axis] ?? 0;
        }

        return AffineTransform.FromScaleTranslate(scale, translate);
    }

    private static JsonElement? Find(IReadOnlyList<JsonElement> attributes, string name)
    {
        foreach (var each in attributes)
        {
            if (each.TryGetProperty(name, out var value))
            {
                return value;
            }
        }

        return null;
    }

    private static string[]? Texts(IReadOnlyList<JsonElement> attributes, string name, int rank) =>
        Find(attributes, name) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == rank
            && list.EnumerateArray().All(static item => N5Metadata.TryText(item) is not null)
            ? [.. list.EnumerateArray().Select(static item => N5Metadata.TryText(item)!).Reverse()]
            : null;

    private static double[]? Numbers(JsonElement list, int rank) =>
        list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == rank
            && list.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.Number)
            ? [.. list.EnumerateArray().Select(static item => item.GetDouble()).Reverse()]
            : null;
}
