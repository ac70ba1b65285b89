using Lamella.Cli.Arguments;
using Lamella.Contracts.Geometry;

namespace Lamella.Cli.Images;

/// <summary>What of the data is looked at, before the data are known.</summary>
internal sealed record ViewRequest
{
    /// <summary>Where to slice.</summary>
    public IReadOnlyList<AxisPosition> Point { get; init; } = [];

    /// <summary>Names of axes in display order; null leaves it.</summary>
    public string? Order { get; init; }

    /// <summary>Displayed axes, 2 or 3.</summary>
    public int Ndisplay { get; init; } = 2;

    /// <summary>Half thickness per axis, world units.</summary>
    public IReadOnlyList<AxisPosition> Margins { get; init; } = [];

    /// <summary>Channels to show; empty shows the active ones.</summary>
    public IReadOnlyList<int> Channels { get; init; } = [];

    /// <summary>Resolution level; null takes the finest.</summary>
    public int? Level { get; init; }

    /// <summary>Colormap of all layers; null takes what the metadata say.</summary>
    public string? Colormap { get; init; }

    /// <summary>Dims moved to what is asked for.</summary>
    /// <param name="dims">The viewer's, with the layers' ranges and labels.</param>
    /// <param name="outside">A sliced axis on which the point lies outside of the data, as a sentence; null where there is none.</param>
    /// <exception cref="UsageException">An axis is unknown.</exception>
    public Dims Apply(Dims dims, out string? outside)
    {
        outside = null;
        dims = dims.WithNdisplay(Ndisplay);
        if (Order is not null)
        {
            dims = dims.WithOrder([.. AxisNames.ParseOrder(dims, Order)]);
        }

        foreach (var place in Margins)
        {
            var axis = AxisNames.Find(dims, place.Axis);
            dims = dims.WithMargins(dims.MarginLeft.SetItem(axis, place.Value), dims.MarginRight.SetItem(axis, place.Value));
        }

        foreach (var place in Point)
        {
            var axis = AxisNames.Find(dims, place.Axis);
            var (range, world) = (dims.Range[axis], place.ToWorld(dims.Range[axis]));
            if (dims.NotDisplayed.Contains(axis) && (world < range.Start - (range.Step / 2) || world > range.Stop + (range.Step / 2)))
            {
                outside = $"{place.Axis}={Output.Figures.Number(world)} lies outside of the data, {Output.Figures.Number(range.Start)} … {Output.Figures.Number(range.Stop)}: the slice is empty.";
            }

            dims = dims.WithPoint(axis, world);
        }

        return dims;
    }
}
