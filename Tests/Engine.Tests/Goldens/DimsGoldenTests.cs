using System.Text.Json;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Xunit;

namespace Lamella.Engine.Tests.Goldens;

public sealed class DimsGoldenTests
{
    [Fact]
    public Task Dims_afterEachOperation_areAsNapariHasThem() => GoldenRun.FamilyAsync("dims", Check);

    private static void Check(GoldenCase golden)
    {
        var input = golden.Json.GetProperty("input");
        var dims = input.GetProperty("init").Dims();
        var steps = golden.Expect.GetProperty("steps").EnumerateArray().ToArray();
        var ops = input.GetProperty("ops").EnumerateArray().ToArray();
        Assert.Equal(ops.Length + 1, steps.Length);
        AssertState(steps[0].GetProperty("state"), dims, "init");
        for (var i = 0; i < ops.Length; i++)
        {
            var what = ops[i].GetRawText();
            var step = steps[i + 1];
            if (step.Get("error") is not null)
            {
                var error = Assert.Throws<LamellaException>(() => Apply(dims, ops[i]));
                Assert.Equal(LamellaErrorCode.InvalidArgument, error.Code);
            }
            else
            {
                dims = Apply(dims, ops[i]);
            }

            AssertState(step.GetProperty("state"), dims, what);
        }
    }

    internal static Dims Apply(Dims dims, JsonElement op) => op[0].GetString() switch
    {
        "set" => Set(dims, op[1].GetString()!, op[2]),
        "set_point" => dims.WithPoint([.. op[1].Flat().Select(axis => (int)axis)], op[2].Flat().AsSpan()),
        "set_current_step" => dims.WithCurrentStep(
            [.. op[1].Flat().Select(axis => (int)axis)], [.. op[2].Flat().Select(step => (long)step)]),
        "set_range" => dims.WithRange(op[1].GetInt32(), new DimRange(op[2][0].Number(), op[2][1].Number(), op[2][2].Number())),
        "roll" => dims.Roll(),
        "transpose" => dims.Transpose(),
        "reset" => dims.Reset(),
        "_go_to_center_step" => dims.GoToCenterStep(),
        "_increment_dims_right" => dims.IncrementRight(op.GetArrayLength() > 1 ? op[1].GetInt32() : null),
        "_increment_dims_left" => dims.IncrementLeft(op.GetArrayLength() > 1 ? op[1].GetInt32() : null),
        "_focus_up" => dims.FocusUp(),
        "_focus_down" => dims.FocusDown(),
        var other => throw new NotSupportedException($"No such operation: {other}"),
    };

    private static Dims Set(Dims dims, string field, JsonElement value) => field switch
    {
        "ndim" => dims.WithNdim(value.GetInt32()),
        "ndisplay" => dims.WithNdisplay(value.GetInt32()),
        "point" => dims.WithPoint(value.Doubles()),
        "current_step" => dims.WithCurrentStep(value.Longs()),
        "order" => dims.WithOrder(value.Ints()),
        "range" => dims.WithRange(value.Ranges()),
        "nsteps" => dims.WithNsteps(value.Longs()),
        "margin_left" => dims.WithMargins(value.Doubles(), dims.MarginRight),
        "margin_right" => dims.WithMargins(dims.MarginLeft, value.Doubles()),
        "thickness" => dims.WithThickness(value.Doubles()),
        "last_used" => dims.WithLastUsed(value.GetInt32()),
        "rollable" => dims.WithRollable([.. value.EnumerateArray().Select(item => item.GetBoolean())]),
        "axis_labels" => dims.WithAxisLabels([.. value.EnumerateArray().Select(item => item.GetString()!)]),
        _ => throw new NotSupportedException($"No such field: {field}"),
    };

    private static void AssertState(JsonElement state, Dims dims, string what)
    {
        Assert.True(state.GetProperty("ndim").GetInt32() == dims.Ndim, $"{what}: ndim");
        Assert.True(state.GetProperty("ndisplay").GetInt32() == dims.Ndisplay, $"{what}: ndisplay");
        GoldenJson.AssertClose(state.GetProperty("order").Flat(), dims.Order.Select(x => (double)x), 0, $"{what}: order");
        GoldenJson.AssertClose(
            state.GetProperty("range").Flat(), dims.Range.SelectMany(r => new[] { r.Start, r.Stop, r.Step }), 1e-9, $"{what}: range");
        GoldenJson.AssertClose(state.GetProperty("point").Flat(), dims.Point, 1e-9, $"{what}: point");
        GoldenJson.AssertClose(state.GetProperty("current_step").Flat(), dims.CurrentStep.Select(x => (double)x), 0, $"{what}: current_step");
        GoldenJson.AssertClose(state.GetProperty("nsteps").Flat(), dims.Nsteps.Select(x => (double)x), 0, $"{what}: nsteps");
        GoldenJson.AssertClose(state.GetProperty("margin_left").Flat(), dims.MarginLeft, 1e-9, $"{what}: margin_left");
        GoldenJson.AssertClose(state.GetProperty("margin_right").Flat(), dims.MarginRight, 1e-9, $"{what}: margin_right");
        GoldenJson.AssertClose(state.GetProperty("thickness").Flat(), dims.Thickness, 1e-9, $"{what}: thickness");
        GoldenJson.AssertClose(state.GetProperty("displayed").Flat(), dims.Displayed.Select(x => (double)x), 0, $"{what}: displayed");
        GoldenJson.AssertClose(state.GetProperty("not_displayed").Flat(), dims.NotDisplayed.Select(x => (double)x), 0, $"{what}: not_displayed");
        GoldenJson.AssertClose(
            state.GetProperty("displayed_order").Flat(), dims.DisplayedOrder.Select(x => (double)x), 0, $"{what}: displayed_order");
        Assert.True(state.GetProperty("last_used").GetInt32() == dims.LastUsed, $"{what}: last_used is {dims.LastUsed}");
        Assert.Equal(state.GetProperty("rollable").EnumerateArray().Select(item => item.GetBoolean()), dims.Rollable);
        Assert.Equal(state.GetProperty("axis_labels").EnumerateArray().Select(item => item.GetString()), dims.AxisLabels);
    }
}
