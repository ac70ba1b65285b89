using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Lamella.Grains.Tests.Layers;

/// <summary>Numbers at the edges, of a caller that does not go through the SDK.</summary>
public sealed class ReadPixelsTests(ClusterFixture cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(long.MaxValue - 5, 10)]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(40, 1)]
    [InlineData(0, 41)]
    public async Task ReadPixels_outsideTheSlice_isInvalid(long offset, int length)
    {
        var (_, snapshot) = await OpenAsync();
        var slice = snapshot.Layers[0].LastResponse!.Slice;
        var layer = cluster.Cluster.Client.GetGrain<ILayerGrain>(LayerGrainKey.Create(slice.Viewer, slice.Layer));

        var error = await Assert.ThrowsAsync<LamellaException>(() => layer.ReadPixels(slice, offset, length));

        Assert.Equal(LamellaErrorCode.InvalidArgument, error.Code);
        using var whole = await layer.ReadPixels(slice, 0, 40);
        Assert.Equal(40, whole.Bytes.Length);
    }

    [Fact]
    public async Task ReadPixels_ofALargeSlice_isWholeWithinItsProcess_andLimitedToOthers()
    {
        var viewer = cluster.Client.OpenViewer();
        var added = await viewer.AddImageAsync(cluster.Images.Add(new HeldArray(1, 1024, 600)), cancellationToken: Token);
        var response = (await viewer.WaitForAsync(added.Revision, Patience, Token)).Layers[0].LastResponse!;
        var (key, length) = (LayerGrainKey.Create(response.Slice.Viewer, response.Slice.Layer), (int)response.ByteLength);
        var silo = cluster.Cluster.Silos.Single(silo => response.Slice.Silo == silo.SiloAddress.ToParsableString());
        var (near, far) = (silo.ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<ILayerGrain>(key), cluster.Cluster.Client.GetGrain<ILayerGrain>(key));

        var error = await Assert.ThrowsAsync<LamellaException>(() => far.ReadPixels(response.Slice, 0, length));
        using var part = await far.ReadPixels(response.Slice, 0, PixelPart.MaxLength);
        using var whole = await near.ReadPixels(response.Slice, 0, length);

        Assert.Equal(LamellaErrorCode.InvalidArgument, error.Code);
        Assert.Contains($"{PixelPart.MaxLength}", error.Message, StringComparison.Ordinal);
        Assert.Equal((PixelPart.MaxLength, length), (part.Bytes.Length, whole.Bytes.Length));
        using var pixels = await viewer.ReadPixelsAsync(response, Token);
        Assert.True(pixels.Bytes.Span.SequenceEqual(whole.Bytes.Span));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(-TimeSpan.TicksPerMillisecond)]
    [InlineData(60 * TimeSpan.TicksPerDay)]
    public async Task SetDims_ofADeadlineBeyondAnyTimer_slicesAllTheSame(long ticks)
    {
        var (viewer, before) = await OpenAsync();

        var revision = await viewer.SetDimsAsync(before.Dims.WithPoint(0, 2), TimeSpan.FromTicks(ticks), Token);
        var snapshot = await viewer.WaitForAsync(revision, Patience, Token);

        Assert.IsType<SliceReady>(snapshot.LastEnd);
    }

    private async Task<(Viewer Viewer, ViewerSnapshot Snapshot)> OpenAsync()
    {
        var viewer = cluster.Client.OpenViewer();
        var added = await viewer.AddImageAsync(cluster.Images.Add(new HeldArray(3, 4, 5)), cancellationToken: Token);
        return (viewer, await viewer.WaitForAsync(added.Revision, Patience, Token));
    }
}
