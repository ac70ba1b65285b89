using Lamella.Contracts.Layers;
using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Viewing.Input;
using Lamella.Terminal.Viewing.Screens;
using Lamella.Terminal.Viewing.State;
using Xunit;

namespace Lamella.Terminal.Tests.Viewing;

/// <summary>What lies under the mouse, of layers that are no pixels.</summary>
public sealed class LookUpTests
{
    private static readonly LayerId Cells = new("cells");

    [Fact]
    public void Point_overAPointsLayer_asksTheService_andShowsItsAnswer()
    {
        var points = new LayerEntry(new PointsLayerSpec { Id = Cells, Name = "cells", Source = new LayerSource("/data/cells.csv") });
        var sample = SampleStates.Of(24, 80);
        var settled = Take(sample with { Layers = sample.Layers.Add(points) }, new ViewInput.Tick()).State;

        var (moved, effects) = Take(settled, new ViewInput.Pointer(PointerKind.Moved, 10, 20));
        var look = Assert.Single(effects.OfType<ViewEffect.LookUp>());
        var found = Take(moved, new ViewInput.ValuesFound(0, look.Place, [new LayerValue { Layer = Cells, Item = 412 }])).State;

        Assert.Contains("cells: #412", TextOf(ViewScreen.Draw(found)), StringComparison.Ordinal);
        var gone = Take(found, new ViewInput.Pointer(PointerKind.Moved, 10, 26)).State;
        Assert.DoesNotContain("#412", TextOf(ViewScreen.Draw(gone)), StringComparison.Ordinal);
    }

    [Fact]
    public void Point_overImagesAlone_asksNobody() =>
        Assert.Empty(Take(SampleStates.Of(24, 80), new ViewInput.Pointer(PointerKind.Moved, 10, 20)).Effects.OfType<ViewEffect.LookUp>());

    private static Reduction Take(ViewState state, ViewInput input) => ViewReducer.Reduce(state, input, state.Now);

    private static string TextOf(CellGrid screen) => string.Concat(
        Enumerable.Range(0, screen.Rows).SelectMany(row => Enumerable.Range(0, screen.Columns).Select(column => screen[row, column].Glyph)));
}
