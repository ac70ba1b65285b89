using System.Globalization;
using System.Text;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>What a canvas shows of multiscale images, points and vectors; numbers are those of the behaviour set.</summary>
public sealed class ViewBehaviourTests(ClusterFixture cluster) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("lamella-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Viewer Viewer { get; } = cluster.Client.OpenViewer();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task SetFieldOfView_ofAMultiscaleImage_deliversExactlyTheTileOfItsLevel_B34()
    {
        var (fine, middle, coarse) = (new HeldArray(8, 32, 32), new HeldArray(8, 16, 16), new HeldArray(8, 8, 8));
        await Viewer.AddImageAsync(cluster.Images.Add([fine, middle, coarse]), cancellationToken: Token);
        var dims = (await Viewer.WaitUntilIdleAsync(Patience, Token)).Dims;
        await Viewer.SetDimsAsync(dims.WithPoint(0, 3), Token);

        var zoomed = await ShowAsync(new FieldOfView([2, 3], [5, 6], [100, 100]));
        var panned = await ShowAsync(new FieldOfView([0, 8], [24, 30], [8, 8]));

        Assert.Equal((0, (4, 4)), (zoomed.Level, (zoomed.Shape[0], zoomed.Shape[1])));
        Assert.Equal(Tile(fine, 32, 3, 2..6, 3..7), await BytesAsync(zoomed));
        Assert.Equal((1, (13, 12)), (panned.Level, (panned.Shape[0], panned.Shape[1])));
        Assert.Equal(Tile(middle, 16, 3, 0..13, 4..16), await BytesAsync(panned));
    }

    [Fact]
    public async Task SetDims_ofPoints_showsThoseWithinHalfAUnit_andDoesNotRound_B35()
    {
        await AddPointsAsync();
        var dims = (await Viewer.WaitUntilIdleAsync(Patience, Token)).Dims;

        var byStep = await MoveAsync<PointsSliceResponse>(dims.WithPoint(0, 3));
        var byPoint = await MoveAsync<PointsSliceResponse>(dims.WithPoint(0, 1.6));

        var (atStep, atPoint) = (await IndicesAsync(byStep), await IndicesAsync(byPoint));
        Assert.Equal([2], atStep);
        Assert.Equal([1], atPoint);
    }

    [Fact]
    public async Task SetDims_ofVectors_showsThoseWhoseBaseIsInThePlane_B37()
    {
        // One row a vector: base, then direction, (z, y, x) each.
        double[,,] vectors = { { { 0, 1, 1 }, { 3, 0, 0 } }, { { 3, 2, 2 }, { 0, 1, 0 } }, { { 3, 4, 4 }, { 9, 0, 0 } } };
        var path = Path.Combine(_folder, "vectors.npy");
        await File.WriteAllBytesAsync(path, Npy(vectors), Token);
        await Viewer.AddLayerAsync(new VectorsLayerSpec { Id = LayerId.New(), Name = "v", Source = new LayerSource(path) }, Token);
        var dims = (await Viewer.WaitUntilIdleAsync(Patience, Token)).Dims;

        var shown = await MoveAsync<VectorsSliceResponse>(dims.WithPoint(0, 3));

        var indices = await IndicesAsync(shown);
        Assert.Equal([1, 2], indices);
    }

    [Fact]
    public async Task Close_withTwoPointsLayersAfterAnEdit_ends_B38()
    {
        var spec = await AddPointsAsync();
        await AddPointsAsync();

        await Viewer.UpdateLayerAsync(spec with { Size = 7 }, Token);
        await Viewer.CloseAsync(Token).WaitAsync(Patience, Token);

        Assert.Empty((await Viewer.GetSnapshotAsync(Token)).Layers);
    }

    private async Task<PointsLayerSpec> AddPointsAsync()
    {
        var path = Path.Combine(_folder, $"{LayerId.New()}.csv");
        await File.WriteAllTextAsync(path, "index,axis-0,axis-1,axis-2\n0,0,1,1\n1,1.4,2,2\n2,3,3,3\n3,6,1,1\n", Token);
        var spec = new PointsLayerSpec { Id = LayerId.New(), Name = "p", Source = new LayerSource(path) };
        await Viewer.AddLayerAsync(spec, Token);
        return spec;
    }

    private async Task<ImageSliceResponse> ShowAsync(FieldOfView view)
    {
        var revision = await Viewer.SetFieldOfViewAsync(view, Token);
        var snapshot = await Viewer.WaitForAsync(revision, Patience, Token);
        return Assert.IsType<ImageSliceResponse>(Assert.IsType<SliceReady>(snapshot.LastEnd).Responses[0]);
    }

    private async Task<T> MoveAsync<T>(Contracts.Geometry.Dims dims)
        where T : LayerSliceResponse
    {
        var snapshot = await Viewer.WaitForAsync(await Viewer.SetDimsAsync(dims, Token), Patience, Token);
        return Assert.IsType<T>(snapshot.Layers[0].LastResponse);
    }

    private async Task<byte[]> BytesAsync(LayerSliceResponse response)
    {
        using var pixels = await Viewer.ReadPixelsAsync(response, Token);
        return pixels.Bytes.ToArray();
    }

    private async Task<int[]> IndicesAsync(ItemsSliceResponse response)
    {
        var (column, bytes) = (response.Find("index")!, await BytesAsync(response));
        return [.. Enumerable.Range(0, column.Length).Select(i => BitConverter.ToInt32(bytes, column.Offset + (i * sizeof(int))))];
    }

    /// <summary>Rows and columns of a plane of uint16.</summary>
    private static byte[] Tile(HeldArray array, int width, int plane, Range rows, Range columns)
    {
        var bytes = array.Plane(plane);
        return
        [
            .. Enumerable.Range(rows.Start.Value, rows.End.Value - rows.Start.Value)
                .SelectMany(row => bytes[(((row * width) + columns.Start.Value) * 2)..(((row * width) + columns.End.Value) * 2)]),
        ];
    }

    private static byte[] Npy(double[,,] values)
    {
        var shape = string.Create(CultureInfo.InvariantCulture, $"({values.GetLength(0)}, {values.GetLength(1)}, {values.GetLength(2)})");
        var header = $"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
        var data = new byte[values.Length * sizeof(double)];
        Buffer.BlockCopy(values, 0, data, 0, data.Length);
        return [0x93, .. Encoding.ASCII.GetBytes("NUMPY"), 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. data];
    }
}
