using System.Collections.Immutable;
using System.Security.Cryptography;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Lamella.Tests;
using Lamella.Tests.RealData;
using Xunit;

namespace Lamella.Grains.Tests.RealData;

/// <summary>
/// Planes of real images, asked of the service as a canvas asks for them, against the hashes that independent readers give.
/// </summary>
public sealed class ServicePlanesTests(ClusterFixture cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Slice_everyExpectedPlaneOfEveryRealImage_hasTheExpectedHash()
    {
        var data = SharedData.Require("data");
        var output = TestContext.Current.TestOutputHelper!;
        var failures = new List<string>();
        var (arrays, planes, right) = (0, 0, 0);

        foreach (var expected in ExpectedArray.ReadAll(Path.Combine(data, "expected")))
        {
            ImmutableArray<ExpectedSlice> wanted = [.. expected.Slices.Where(slice => IsPlane(expected, slice))];
            var wrong = await WrongPlanesAsync(data, expected, wanted);
            failures.AddRange(wrong);
            (arrays, planes, right) = (arrays + 1, planes + wanted.Length, right + wanted.Length - wrong.Count);
        }

        output.WriteLine($"planes through the service: {arrays} arrays, {right}/{planes} equal");
        Assert.True(planes >= 200, $"only {planes} planes");
        Assert.Empty(failures);
    }

    private async Task<List<string>> WrongPlanesAsync(string data, ExpectedArray expected, ImmutableArray<ExpectedSlice> wanted)
    {
        var query = expected.File.StartsWith("raw/", StringComparison.Ordinal) ? "?shape=64,64,64&dtype=uint64&order=F" : "";
        var viewer = cluster.Client.OpenViewer();
        await viewer.AddLayerAsync(
            new ImageLayerSpec
            {
                Id = LayerId.New(),
                Name = expected.Id,
                Source = new LayerSource(Path.Combine(data, expected.File, expected.Inner) + query),
                Transform = LayerTransform.Identity,
            },
            Token);
        var dims = (await viewer.WaitUntilIdleAsync(Patience, Token)).Dims;
        var wrong = new List<string>();
        foreach (var slice in wanted)
        {
            var hash = await HashAsync(viewer, At(dims, expected, slice));
            if (hash != slice.Sha256)
            {
                wrong.Add($"{expected.Id} {slice.Kind} at [{string.Join(',', slice.Start)}] … [{string.Join(',', slice.Stop)}]");
            }
        }

        await viewer.CloseAsync(Token);
        return wrong;
    }

    private static async Task<string> HashAsync(Viewer viewer, Dims dims)
    {
        var revision = await viewer.SetDimsAsync(dims, Token);
        var snapshot = await viewer.WaitForAsync(revision, Patience, Token);
        var ready = Assert.IsType<SliceReady>(snapshot.LastEnd);
        using var pixels = await viewer.ReadPixelsAsync(ready.Responses[0], Token);
        return Convert.ToHexStringLower(SHA256.HashData(pixels.Bytes.Span));
    }

    /// <summary>Whether it is what a canvas of two displayed axes shows: all of two axes, one index of the others, not projected.</summary>
    private static bool IsPlane(ExpectedArray array, ExpectedSlice slice) =>
        slice.Reduce is null
        && slice.Step.All(static step => step == 1)
        && Shown(array, slice).Length == 2
        && Enumerable.Range(0, array.Shape.Length).All(axis => IsAll(array, slice, axis) || slice.Stop[axis] - slice.Start[axis] == 1);

    private static bool IsAll(ExpectedArray array, ExpectedSlice slice, int axis) =>
        slice.Start[axis] == 0 && slice.Stop[axis] == array.Shape[axis];

    /// <summary>The displayed axes in the order of the slice's bytes.</summary>
    private static ImmutableArray<int> Shown(ExpectedArray array, ExpectedSlice slice) =>
    [
        .. (slice.Transpose ?? [.. Enumerable.Range(0, array.Shape.Length)])
            .Where(axis => array.Shape[axis] > 1 && IsAll(array, slice, axis)),
    ];

    private static Dims At(Dims dims, ExpectedArray array, ExpectedSlice slice)
    {
        var shown = Shown(array, slice);
        var rest = Enumerable.Range(0, array.Shape.Length).Where(axis => !shown.Contains(axis));
        foreach (var axis in rest)
        {
            dims = dims.WithPoint(axis, slice.Start[axis]);
        }

        return dims.WithOrder([.. rest, .. shown]);
    }
}
