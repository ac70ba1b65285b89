namespace Lamella.Engine.Rendering.Compositing;

/// <summary>Finds a layer's colours along one canvas row after another.</summary>
internal sealed class RowSampler
{
    private const int Outside = -1;
    private readonly CanvasLayer _layer;
    private readonly PlaneTransform _canvasToData;
    private readonly int[]? _columns;

    public RowSampler(CanvasLayer layer, int canvasWidth)
    {
        _layer = layer;
        _canvasToData = layer.DataToCanvas.Inverse();
        if (_canvasToData.IsAxisAligned && layer.Interpolation == Interpolation.Nearest)
        {
            _columns = new int[canvasWidth];
            for (var x = 0; x < canvasWidth; x++)
            {
                _columns[x] = Nearest(_canvasToData.Apply(0, x).Column, layer.Width);
            }
        }
    }

    /// <summary>Fills one row of colours, transparent outside the layer; false where the layer is nowhere on the row.</summary>
    /// <param name="y">The canvas row.</param>
    /// <param name="colors">One a canvas pixel.</param>
    public bool TrySample(int y, Span<uint> colors)
    {
        if (_columns is not null)
        {
            return TrySampleAligned(y, colors);
        }

        var touched = false;
        for (var x = 0; x < colors.Length; x++)
        {
            colors[x] = SampleAnywhere(y, x);
            touched |= colors[x] != 0;
        }

        return touched;
    }

    private bool TrySampleAligned(int y, Span<uint> colors)
    {
        var row = Nearest(_canvasToData.Apply(y, 0).Row, _layer.Height);
        if (row == Outside)
        {
            return false;
        }

        switch (_layer)
        {
            case IntensityLayer intensity:
                var values = intensity.Plane.Row(row);
                var table = intensity.Colors.Packed;
                for (var x = 0; x < colors.Length; x++)
                {
                    colors[x] = _columns![x] == Outside ? 0 : table[values[_columns[x]]];
                }

                break;
            default:
                for (var x = 0; x < colors.Length; x++)
                {
                    colors[x] = _columns![x] == Outside ? 0 : _layer.ColorAt(row, _columns[x]);
                }

                break;
        }

        return true;
    }

    private uint SampleAnywhere(int y, int x)
    {
        var (row, column) = _canvasToData.Apply(y, x);
        var (nearestRow, nearestColumn) = (Nearest(row, _layer.Height), Nearest(column, _layer.Width));
        if (nearestRow == Outside || nearestColumn == Outside)
        {
            return 0;
        }

        return _layer.Interpolation == Interpolation.Nearest
            ? _layer.ColorAt(nearestRow, nearestColumn)
            : _layer.ColorBetween(BilinearCorner.At(row, column, _layer.Height, _layer.Width));
    }

    private static int Nearest(double coordinate, int extent)
    {
        var index = Math.Floor(coordinate + 0.5);
        return index >= 0 && index < extent ? (int)index : Outside;
    }
}
