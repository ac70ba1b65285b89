using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Engine.Slicing.Display;

namespace Lamella.Engine.Slicing.Vectors;

/// <summary>How vectors are drawn. Made once for a layer's spec; immutable.</summary>
/// <param name="spec">The layer.</param>
/// <param name="data">Its vectors.</param>
/// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: no such feature, colormap or colour.</exception>
public sealed class VectorsDisplay(VectorsLayerSpec spec, VectorsLayerData data)
{
    private readonly ItemColors _edges = ItemColors.Create(spec.EdgeColor, data.Features);

    /// <summary>The slice as it is handed out: vectors of finite ends, by the columns of <c>VectorsSliceResponse</c>.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="limits">How many bytes it may take.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.LimitExceeded"/>.</exception>
    public EncodedItems Encode(VectorsSlice slice, SliceLimits limits)
    {
        var axes = slice.Request.Input.Displayed.Length;
        int[] view =
        [
            .. Enumerable.Range(0, slice.Count).Where(i => double.IsFinite(slice.Alphas[i])
                && AllFinite(slice.Starts.AsSpan(i * axes, axes)) && AllFinite(slice.Directions.AsSpan(i * axes, axes))),
        ];
        int[] items = [.. view.Select(i => slice.Indices[i])];
        return new ColumnPacker(limits)
            .Add("index", DataType.Int32, items)
            .Add("position", DataType.Float64, [.. view.SelectMany(i => slice.Starts.Slice(i * axes, axes))], axes)
            .Add("direction", DataType.Float64, [.. view.SelectMany(i => slice.Directions.Slice(i * axes, axes)).Select(d => d * slice.Request.Length)], axes)
            .Add("alpha", DataType.Float64, [.. view.Select(i => slice.Alphas[i])])
            .AddColors("edge_color", _edges, items)
            .Pack(items.Length);
    }

    private static bool AllFinite(ReadOnlySpan<double> numbers)
    {
        foreach (var number in numbers)
        {
            if (!double.IsFinite(number))
            {
                return false;
            }
        }

        return true;
    }
}
