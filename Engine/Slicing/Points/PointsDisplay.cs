using System.Collections.Immutable;
using System.Text;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Engine.Slicing.Display;

namespace Lamella.Engine.Slicing.Points;

/// <summary>How points are drawn: colours, borders, symbols and text. Made once for a layer's spec; immutable.</summary>
public sealed class PointsDisplay
{
    private readonly PointsLayerSpec _spec;
    private readonly ItemColors _faces;
    private readonly ItemColors _borders;
    private readonly ItemText? _text;

    /// <summary>Looks up what a spec names.</summary>
    /// <param name="spec">The layer.</param>
    /// <param name="data">Its points.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: no such feature, colormap or colour.</exception>
    public PointsDisplay(PointsLayerSpec spec, PointsLayerData data)
    {
        _spec = spec;
        _faces = ItemColors.Create(spec.FaceColor, data.Features);
        _borders = ItemColors.Create(spec.BorderColor, data.Features);
        _text = spec.Text is null ? null : ItemText.Parse(spec.Text, data.Features);
    }

    /// <summary>The slice as it is handed out: what can be drawn of it (<see cref="PointsSlice.View"/>), by the columns of <c>PointsSliceResponse</c>.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="limits">How many bytes it may take.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.LimitExceeded"/>.</exception>
    public EncodedItems Encode(PointsSlice slice, SliceLimits limits)
    {
        var view = slice.View();
        var axes = slice.Request.Input.Displayed.Length;
        int[] items = [.. view.Select(entry => slice.Indices[entry])];
        double[] size = [.. view.Select(entry => slice.Size[entry])];
        var packer = new ColumnPacker(limits)
            .Add("index", DataType.Int32, items)
            .Add("position", DataType.Float64, Positions(slice.Positions, view, axes), axes)
            .Add("size", DataType.Float64, size)
            .Add("scale", DataType.Float64, [.. view.Select(entry => slice.Scale[entry])])
            .AddColors("face_color", _faces, items)
            .AddColors("border_color", _borders, items)
            .Add("border_width", DataType.Float64, [.. size.Select(each => _spec.BorderWidthIsRelative ? each * _spec.BorderWidth : _spec.BorderWidth)])
            .Add("symbol", DataType.UInt8, [.. items.Select(_ => (byte)_spec.Symbol)]);
        if (_text is not null)
        {
            AddText(packer, items);
        }

        return packer.Pack(items.Length);
    }

    private static double[] Positions(ImmutableArray<double> positions, ImmutableArray<int> view, int axes)
    {
        var gathered = new double[view.Length * axes];
        for (var i = 0; i < view.Length; i++)
        {
            positions.AsSpan(view[i] * axes, axes).CopyTo(gathered.AsSpan(i * axes));
        }

        return gathered;
    }

    private void AddText(ColumnPacker packer, int[] items)
    {
        var offsets = new int[items.Length + 1];
        using var bytes = new MemoryStream();
        for (var i = 0; i < items.Length; i++)
        {
            bytes.Write(Encoding.UTF8.GetBytes(_text!.Of(items[i])));
            offsets[i + 1] = checked((int)bytes.Length);
        }

        packer.Add("text", DataType.UInt8, bytes.ToArray()).Add("text_offset", DataType.Int32, offsets);
    }
}
