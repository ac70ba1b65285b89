using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Engine.Arrays;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Xunit;

namespace Lamella.Grains.Tests.Layers;

/// <summary>Thumbnails, asked of the service.</summary>
public sealed class ThumbnailTests(ClusterFixture cluster) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ItemsFiles _files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task GetThumbnail_ofAnImage_isItsSliceThroughContrastAndColormap()
    {
        var uri = cluster.Images.Add(new HeldArray(2, 2, 2));
        var spec = new ImageLayerSpec { Id = new("i"), Name = "i", Source = new(uri), ContrastLimits = new(4, 7), Colormap = "red" };
        var viewer = await OpenAsync(spec, z: 1);

        var thumbnail = await viewer.GetThumbnailAsync(spec.Id, Token);

        // Elements 4 … 7 fill a quarter each.
        Assert.Equal([(0, 0), (85, 0), (170, 0), (255, 0)], [At(thumbnail, 0, 0), At(thumbnail, 0, 31), At(thumbnail, 31, 0), At(thumbnail, 31, 31)]);
        Assert.Equal(4 * LayerThumbnail.Side * LayerThumbnail.Side, thumbnail!.Pixels.Length);
    }

    [Fact]
    public async Task GetThumbnail_ofLabels_isInTheirColours()
    {
        var uri = cluster.Images.Add(new HeldArray(2, 2, 2));
        var spec = new LabelsLayerSpec { Id = new("l"), Name = "l", Source = new(uri), Opacity = 1, Contour = 1, Colors = [new(1, "red"), new(2, "lime")] };
        var viewer = await OpenAsync(spec, z: 0);

        var thumbnail = await viewer.GetThumbnailAsync(spec.Id, Token);

        Assert.Equal([(0, 0), (255, 0), (0, 255), (0, 0)], [At(thumbnail, 0, 0), At(thumbnail, 0, 31), At(thumbnail, 31, 0), At(thumbnail, 31, 31)]);
    }

    [Fact]
    public async Task GetThumbnail_ofAMultiscaleImage_isOfItsCoarsestLevel()
    {
        ImmutableArray<IChunkedArray> levels = [new HeldArray(1, 4, 4), new HeldArray(1, 1, 1)];
        var spec = new ImageLayerSpec { Id = new("m"), Name = "m", Source = new(cluster.Images.Add(levels)), ContrastLimits = new(0, 15) };
        var viewer = await OpenAsync(spec, z: 0);

        var thumbnail = await viewer.GetThumbnailAsync(spec.Id, Token);

        // The only element of the coarse level is 0; the fine one's last is 15.
        Assert.Equal((0, 0), At(thumbnail, 31, 31));
    }

    [Fact]
    public async Task GetThumbnail_ofPoints_isNone()
    {
        var viewer = await OpenAsync(new PointsLayerSpec { Id = new("p"), Name = "p", Source = new(_files.Points) }, z: 1);

        Assert.Null(await viewer.GetThumbnailAsync(new("p"), Token));
    }

    [Fact]
    public async Task GetThumbnail_ofALayerThatIsNot_saysSo() => Assert.Equal(
        LamellaErrorCode.UnknownLayer,
        (await Assert.ThrowsAsync<LamellaException>(() => cluster.Client.OpenViewer().GetThumbnailAsync(new("none"), Token))).Code);

    private async Task<Viewer> OpenAsync(LayerSpec spec, double z)
    {
        var viewer = cluster.Client.OpenViewer();
        await viewer.AddLayerAsync(spec, Token);
        var dims = (await viewer.GetSnapshotAsync(Token)).Dims;
        await viewer.WaitForAsync(await viewer.SetDimsAsync(dims.WithPoint(0, z), Token), Patience, Token);
        return viewer;
    }

    private static (int Red, int Green) At(LayerThumbnail? thumbnail, int y, int x)
    {
        var start = 4 * ((y * LayerThumbnail.Side) + x);
        return (thumbnail!.Pixels[start], thumbnail.Pixels[start + 1]);
    }
}
