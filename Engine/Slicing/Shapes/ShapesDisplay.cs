using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Engine.Slicing.Display;

namespace Lamella.Engine.Slicing.Shapes;

/// <summary>How shapes are drawn. Made once for a layer's spec; immutable.</summary>
/// <param name="spec">The layer.</param>
/// <param name="data">Its shapes.</param>
/// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: no such feature, colormap or colour.</exception>
public sealed class ShapesDisplay(ShapesLayerSpec spec, ShapesLayerData data)
{
    private readonly ItemColors _faces = ItemColors.Create(spec.FaceColor, data.Features);
    private readonly ItemColors _edges = ItemColors.Create(spec.EdgeColor, data.Features);

    /// <summary>The slice as it is handed out, by the columns of <c>ShapesSliceResponse</c>.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="limits">How many bytes it may take.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.LimitExceeded"/>.</exception>
    public EncodedItems Encode(ShapesSlice slice, SliceLimits limits)
    {
        var shapes = slice.Request.Data.Shapes;
        int[] items = [.. slice.Indices];
        return new ColumnPacker(limits)
            .Add("index", DataType.Int32, items)
            .Add("first_vertex", DataType.Int32, [.. slice.FirstVertex])
            .Add("position", DataType.Float64, [.. slice.Vertices], slice.Request.Input.Displayed.Length)
            .Add("shape_type", DataType.UInt8, [.. items.Select(item => (byte)shapes[item].Type)])
            .Add("z_index", DataType.Int32, [.. items.Select(item => shapes[item].ZIndex)])
            .AddColors("face_color", _faces, items)
            .AddColors("edge_color", _edges, items)
            .Add("edge_width", DataType.Float64, [.. items.Select(_ => spec.EdgeWidth)])
            .Pack(items.Length);
    }
}
