using Lamella.Engine.Rendering;
using Lamella.Terminal.Viewing;
using Lamella.Terminal.Viewing.Input;
using Lamella.Terminal.Viewing.Screens;
using Lamella.Terminal.Viewing.State;
using Xunit;

namespace Lamella.Terminal.Tests.Viewing;

/// <summary>Three views that cut each other.</summary>
public sealed class OrthogonalTests
{
    [Fact]
    public void Arrange_orthogonal_hasTheFirstViewsRowsToTheRight_andItsColumnsBelow()
    {
        var state = Orthogonal();

        Assert.Equal([(2, 3), (2, 1), (1, 3)], state.Canvases.Select(canvas => canvas.Axes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Press_withCtrl_movesThePointOfAllViewsThere(int canvas)
    {
        var state = Orthogonal();
        var area = ViewLayout.PictureOf(ViewLayout.Of(state).Canvases[canvas]);
        var (row, column) = (area.Row + (area.Rows / 3), area.Column + (area.Columns / 2) + 3);

        var pressed = Take(state, new ViewInput.Pointer(PointerKind.Pressed, row, column, Ctrl: true));

        var (_, place) = ReadoutLine.PlaceUnder(pressed, ViewLayout.Of(pressed))!.Value;
        Assert.All(pressed.Canvases, now => Assert.Equal(place.Coordinates, now.Dims.Point));
        Assert.NotEqual(state.Canvases[0].Dims.Point, pressed.Canvases[0].Dims.Point);
        Assert.Equal(state.Canvases[canvas].Camera, pressed.Canvases[canvas].Camera);
    }

    [Fact]
    public void Press_withoutCtrl_leavesThePointWhereItIs()
    {
        var state = Orthogonal();

        var pressed = Take(state, new ViewInput.Pointer(PointerKind.Pressed, 4, 4));

        Assert.Equal(state.Canvases[0].Dims.Point, pressed.Canvases[0].Dims.Point);
    }

    [Fact]
    public void Compose_orthogonal_marksThePointsRowAndColumnAlone()
    {
        var state = Orthogonal();
        var pixels = new PixelSize(40, 40);
        state = state.WithCanvas(0, canvas => canvas with { Camera = Camera.Fit(canvas.Dims.Range[2], canvas.Dims.Range[3], pixels) });

        var marked = CanvasPicture.Compose(state, 0, pixels);
        var plain = CanvasPicture.Compose(state with { Linked = false }, 0, pixels);

        var (y, x) = state.Canvases[0].Camera.ToPixel(state.Canvases[0].Dims.Point[2], state.Canvases[0].Dims.Point[3], pixels);
        var changed = Enumerable.Range(0, 40 * 40).Where(pixel => marked.Pixels[pixel] != plain.Pixels[pixel]).ToList();
        Assert.NotEmpty(changed);
        Assert.All(changed, pixel => Assert.True(pixel / 40 == (int)Math.Round(y) || pixel % 40 == (int)Math.Round(x), $"{pixel / 40}, {pixel % 40}"));
        Assert.All(changed, pixel => Assert.True(Rgba.FromPacked(marked.Pixels[pixel]).Luma > Rgba.FromPacked(plain.Pixels[pixel]).Luma));
    }

    private static ViewState Orthogonal() => Take(
        KeyReducer.Act(Reduction.Of(Take(SampleStates.Of(60, 200), new ViewInput.Tick())), ViewAction.Orthogonal).State, new ViewInput.Tick());

    private static ViewState Take(ViewState state, ViewInput input) => ViewReducer.Reduce(state, input, state.Now).State;
}
