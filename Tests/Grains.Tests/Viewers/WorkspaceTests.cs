using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk.Workspaces;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>A named set of viewers, kept in a file.</summary>
public sealed class WorkspaceTests(ClusterFixture cluster) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("lamella-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Load_ofASavedWorkspace_opensItsViewersWithLayersPointsAndLinks()
    {
        var (first, second) = (cluster.Client.OpenViewer(), cluster.Client.OpenViewer());
        var spec = new ImageLayerSpec
        {
            Id = LayerId.New(),
            Name = "nuclei",
            Source = new LayerSource(cluster.Images.Add(new HeldArray(8, 4, 6))),
            Transform = new LayerTransform { Scale = [2, 1, 1], Affine = AffineTransform.Identity(3) },
            Gamma = 0.5,
            Colormap = "red",
            ContrastLimits = new ContrastLimits(3, double.PositiveInfinity),
        };
        await first.AddLayerAsync(spec, Token);
        await second.AddImageAsync(cluster.Images.Add(new HeldArray(8, 4, 6)), cancellationToken: Token);
        await first.LinkAsync(second, LinkedParts.Point, Token);
        var dims = (await first.GetSnapshotAsync(Token)).Dims;
        await first.SetDimsAsync(dims.WithOrder([1, 0, 2]).WithPoint([10, 2, 3]).WithMargins([0, 1, 0], [0, 1, 0]), Token);
        await first.SetFieldOfViewAsync(new FieldOfView([0, 0], [14, 5], [30, 20]), Token);
        var path = Path.Combine(_folder, "brain.lamella.json");

        await WorkspaceFile.SaveAsync(await Workspace.CaptureAsync(cluster.Client, "brain", [first.Id, second.Id], Token), path, Token);
        await first.CloseAsync(Token);
        var workspace = await WorkspaceFile.LoadAsync(path, Token);
        var opened = await workspace.OpenAsync(cluster.Client, Token);

        var snapshot = await opened[0].WaitUntilIdleAsync(Patience, Token);
        Assert.Equal(spec, Assert.Single(snapshot.Layers).Spec);
        Assert.Equal([10, 2, 3], snapshot.Dims.Point);
        Assert.Equal([1, 0, 2], snapshot.Dims.Order);
        Assert.Equal([0, 1, 0], snapshot.Dims.MarginLeft);
        Assert.Equal(new FieldOfView([0, 0], [14, 5], [30, 20]), snapshot.FieldOfView);
        Assert.Equal(new ViewerLink(opened[1].Id, LinkedParts.Point), Assert.Single(snapshot.Links));
        Assert.IsType<SliceReady>(snapshot.LastEnd);
    }

    [Fact]
    public async Task Capture_ofAViewerWithoutLayers_isOpenedAsSuch_withItsLinks()
    {
        var (full, emptied, fresh) = (cluster.Client.OpenViewer(), cluster.Client.OpenViewer(), cluster.Client.OpenViewer());
        await full.AddImageAsync(cluster.Images.Add(new HeldArray(8, 4, 6)), cancellationToken: Token);
        var added = await emptied.AddImageAsync(cluster.Images.Add(new HeldArray(8, 4, 6)), cancellationToken: Token);
        await emptied.RemoveLayerAsync(added.Layer, Token);
        await full.LinkAsync(fresh, LinkedParts.Zoom, Token);
        var path = Path.Combine(_folder, "sparse.lamella.json");

        await WorkspaceFile.SaveAsync(await Workspace.CaptureAsync(cluster.Client, "sparse", [full.Id, emptied.Id, fresh.Id], Token), path, Token);
        var opened = await (await WorkspaceFile.LoadAsync(path, Token)).OpenAsync(cluster.Client, Token);
        var snapshots = await Task.WhenAll(opened.Select(viewer => viewer.WaitUntilIdleAsync(Patience, Token)));

        Assert.Equal([1, 0, 0], snapshots.Select(snapshot => snapshot.Layers.Length));
        Assert.Equal(new ViewerLink(opened[2].Id, LinkedParts.Zoom), Assert.Single(snapshots[0].Links));
        Assert.Equal(opened[0].Id, Assert.Single(snapshots[2].Links).Viewer);

        // What was opened can be taken again.
        var again = await Workspace.CaptureAsync(cluster.Client, "again", opened.Select(static viewer => viewer.Id), Token);
        Assert.Equal(3, again.Viewers.Length);
    }

    [Fact]
    public async Task Capture_ofAViewerThatNobodyUsed_namesIt()
    {
        var (full, unknown) = (cluster.Client.OpenViewer(), cluster.Client.OpenViewer());
        await full.AddImageAsync(cluster.Images.Add(new HeldArray(8, 4, 6)), cancellationToken: Token);

        var error = await Assert.ThrowsAsync<LamellaException>(() => Workspace.CaptureAsync(cluster.Client, "x", [full.Id, unknown.Id], Token));

        Assert.Equal(LamellaErrorCode.NotFound, error.Code);
        Assert.Contains(unknown.Id.Value, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_ofAFolder_tellsWorkspacesByName_andLeavesOutOtherFiles()
    {
        LayerSpec[] layers =
        [
            new PointsLayerSpec { Id = LayerId.New(), Name = "p", Source = new LayerSource("p.csv"), Size = 3 },
            new LabelsLayerSpec { Id = LayerId.New(), Name = "l", Source = new LayerSource("l.zarr") },
            new TracksLayerSpec { Id = LayerId.New(), Name = "t", Source = new LayerSource("t.csv"), TailWidth = 4 },
        ];
        foreach (var name in (string[])["zebra", "ant"])
        {
            var viewer = new WorkspaceViewer { Id = "v", Layers = [.. layers], Ndisplay = 2, Order = [0, 1, 2], Point = [0, 1, 2] };
            await WorkspaceFile.SaveAsync(
                new Workspace { Name = name, Viewers = [viewer] }, Path.Combine(_folder, name + WorkspaceFile.Extension), Token);
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, "notes.lamella.json"), "[1, 2]", Token);

        var listed = await WorkspaceFile.ListAsync(_folder, Token);

        Assert.Equal(["ant", "zebra"], listed.Select(entry => entry.Workspace.Name));
        Assert.Equal(layers, listed[0].Workspace.Viewers[0].Layers);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"version": 2, "name": "x", "viewers": []}""")]
    [InlineData("""{"name": "x", "viewers": [{"id": "v", "layers": [{"type": "sculpture"}], "ndisplay": 2, "order": [], "point": []}]}""")]
    public async Task Load_ofWhatIsNoWorkspace_saysSo(string text)
    {
        var path = Path.Combine(_folder, "x.lamella.json");
        await File.WriteAllTextAsync(path, text, Token);

        var error = await Assert.ThrowsAsync<LamellaException>(() => WorkspaceFile.LoadAsync(path, Token));

        Assert.Equal(LamellaErrorCode.InvalidMetadata, error.Code);
    }
}
