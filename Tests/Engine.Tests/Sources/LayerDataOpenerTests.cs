using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Engine.Arrays.Formats.Npy;
using Lamella.Engine.Tables;
using Lamella.Tests;
using Parquet;
using Parquet.Schema;
using Xunit;

namespace Lamella.Engine.Tests.Sources;

public sealed class LayerDataOpenerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OpenPointsAsync_napari_csv_gives_axes_in_their_order_and_the_rest_as_features()
    {
        var path = _folder.Write("p.csv", "index,axis-1,axis-0,gene\n0,2,1,Actb\n1,4,3,Gapdh\n");

        var points = await TemporaryFolder.Opener.OpenPointsAsync(path, null, TestContext.Current.CancellationToken);

        Assert.Equal(["axis-0", "axis-1"], points.AxisNames);
        Assert.Equal((3, 4), (points.Data.Coordinates[1, 0], points.Data.Coordinates[1, 1]));
        Assert.Equal("gene", Assert.Single(points.Data.Features.Columns).Name);
        Assert.Empty(points.Warnings);
    }

    [Fact]
    public async Task OpenPointsAsync_sizes_and_shown_come_from_named_columns()
    {
        var path = _folder.Write("p.csv", "z,y,x,d,keep\n0,1,2,3,True\n0,1,2,5,False\n");

        var points = await TemporaryFolder.Opener.OpenPointsAsync(
            path, new LayerColumns { Size = "d", Shown = "keep" }, TestContext.Current.CancellationToken);

        Assert.Equal(5, points.Data.Size[1]);
        Assert.Equal(5, points.Data.MaxSize);
        Assert.Equal((true, false), (points.Data.Shown[0], points.Data.Shown[1]));
    }

    [Fact]
    public async Task OpenPointsAsync_NaN_and_infinity_are_kept_with_a_warning()
    {
        var path = _folder.Write("p.csv", "axis-0,axis-1\nnan,1\ninf,2\n3,4\n");

        var points = await TemporaryFolder.Opener.OpenPointsAsync(path, null, TestContext.Current.CancellationToken);

        Assert.Equal(3, points.Data.Count);
        Assert.Contains("2 of 3 points", Assert.Single(points.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenPointsAsync_without_coordinate_columns_says_which_columns_there_are()
    {
        var path = _folder.Write("p.csv", "gene,count\nActb,1\n");

        var error = await Assert.ThrowsAsync<LamellaException>(
            async () => await TemporaryFolder.Opener.OpenPointsAsync(path, null, TestContext.Current.CancellationToken));

        Assert.Contains("no coordinates found", error.Message, StringComparison.Ordinal);
        Assert.Equal("gene, count", error.Got);
    }

    [Fact]
    public async Task OpenPointsAsync_gap_between_numbered_axes_is_refused()
    {
        var path = _folder.Write("p.csv", "axis-0,axis-2\n1,2\n");

        var error = await Assert.ThrowsAsync<LamellaException>(
            async () => await TemporaryFolder.Opener.OpenPointsAsync(path, null, TestContext.Current.CancellationToken));

        Assert.Contains("'axis-1'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task OpenPointsAsync_npy_of_any_number_of_axes_is_read(int ndim)
    {
        var values = Enumerable.Range(0, 3 * ndim).Select(i => (float)i).ToArray();
        var path = _folder.Write("p.npy", [.. NpyWriter.CreateHeader([3, ndim], DataType.Float32), .. MemoryMarshal.AsBytes(values.AsSpan())]);

        var points = await TemporaryFolder.Opener.OpenPointsAsync(path, null, TestContext.Current.CancellationToken);

        Assert.Equal((3, ndim), (points.Data.Count, points.Data.Ndim));
        Assert.Equal((3 * ndim) - 1, points.Data.Coordinates[2, ndim - 1]);
    }

    [Fact]
    public async Task OpenVectorsAsync_npy_of_napari_is_starts_and_directions()
    {
        long[] values = [1, 2, 3, 4, 5, 6, 7, 8];
        var path = _folder.Write("v.npy", [.. NpyWriter.CreateHeader([2, 2, 2], DataType.Int64), .. MemoryMarshal.AsBytes(values.AsSpan())]);

        var vectors = (await TemporaryFolder.Opener.OpenVectorsAsync(path, null, TestContext.Current.CancellationToken)).Data;

        Assert.Equal((5, 6), (vectors.Starts[1, 0], vectors.Starts[1, 1]));
        Assert.Equal((7, 8), (vectors.Directions[1, 0], vectors.Directions[1, 1]));
        Assert.Equal(7, vectors.Longest(0));
    }

    [Theory]
    [InlineData("z,y,x,dz,dy,dx")]
    [InlineData("axis-0,axis-1,axis-2,direction-0,direction-1,direction-2")]
    public async Task OpenVectorsAsync_csv_pairs_axes_with_directions(string header)
    {
        var path = _folder.Write("v.csv", $"{header}\n1,2,3,4,5,6\n");

        var vectors = (await TemporaryFolder.Opener.OpenVectorsAsync(path, null, TestContext.Current.CancellationToken)).Data;

        Assert.Equal((3, 6), (vectors.Starts[0, 2], vectors.Directions[0, 2]));
    }

    [Fact]
    public async Task OpenVectorsAsync_points_alone_are_refused()
    {
        var path = _folder.Write("v.csv", "y,x\n1,2\n");

        var error = await Assert.ThrowsAsync<LamellaException>(
            async () => await TemporaryFolder.Opener.OpenVectorsAsync(path, null, TestContext.Current.CancellationToken));

        Assert.Contains("direction along 'y'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenShapesAsync_napari_csv_groups_vertices_by_shape()
    {
        var path = _folder.Write(
            "s.csv",
            """
            index,shape-type,vertex-index,axis-0,axis-1
            1,path,1,5,5
            0,rectangle,0,0,0
            0,rectangle,1,0,4
            0,rectangle,2,4,4
            0,rectangle,3,4,0
            1,path,0,2,2
            """);

        var shapes = (await TemporaryFolder.Opener.OpenShapesAsync(path, null, TestContext.Current.CancellationToken)).Data.Shapes;

        Assert.Equal([ShapeType.Rectangle, ShapeType.Path], shapes.Select(shape => shape.Type));
        Assert.Equal([2, 2, 5, 5], shapes[1].Vertices);
    }

    [Theory]
    [InlineData("0,circle,0,1,2\n", "'circle'")]
    [InlineData("0,polygon,0,1,2\n0,polygon,1,1,2\n", "3 or more")]
    [InlineData("0,line,0,1,2\n0,line,0,1,2\n", "vertex 0 twice")]
    [InlineData("0,line,0,1,2\n0,path,1,1,2\n", "of type 'line' and of type 'path'")]
    public async Task OpenShapesAsync_shape_that_is_none_is_refused(string rows, string reason)
    {
        var path = _folder.Write("s.csv", $"index,shape-type,vertex-index,axis-0,axis-1\n{rows}");

        var error = await Assert.ThrowsAsync<LamellaException>(
            async () => await TemporaryFolder.Opener.OpenShapesAsync(path, null, TestContext.Current.CancellationToken));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenPointsAsync_parquet_parts_are_read_in_the_order_of_their_numbers()
    {
        foreach (var part in new[] { 10, 9 })
        {
            await WriteParquetAsync($"cells.parquet/part.{part}.parquet", [part, part + 0.5], ["a", null]);
        }

        var points = (await TemporaryFolder.Opener.OpenPointsAsync(
            _folder.PathOf("cells.parquet"), new LayerColumns { Axes = ["y", "x"] }, TestContext.Current.CancellationToken)).Data;

        Assert.Equal([9, 9.5, 10, 10.5], Enumerable.Range(0, 4).Select(row => points.Coordinates[row, 1]));
        Assert.True(double.IsNaN(points.Coordinates[1, 0]));
        Assert.Equal(["name"], points.Features.Columns.Select(column => column.Name));
        Assert.Equal(["a", "", "a", ""], Enumerable.Range(0, 4).Select(points.Features.Find("name")!.Text));
    }

    [Fact]
    public async Task OpenPointsAsync_real_transcripts_have_their_genes()
    {
        var path = SharedData.Require("data", "points", "xenium_rep1_points.spatialdata.zarr", "points", "transcripts");

        var points = await TemporaryFolder.Opener.OpenPointsAsync(path, null, TestContext.Current.CancellationToken);

        Assert.Equal(["z", "y", "x"], points.AxisNames);
        Assert.Equal(527, Assert.IsType<TextColumn>(points.Data.Features.Find("feature_name")).Categories.Length);
    }

    [Fact]
    public async Task OpenPointsAsync_damaged_parquet_is_refused_at_every_byte_it_is_cut_at()
    {
        await WriteParquetAsync("cells.parquet", [1, 2, 3], ["a", "b", "c"]);
        var whole = await File.ReadAllBytesAsync(_folder.PathOf("cells.parquet"), TestContext.Current.CancellationToken);
        for (var length = 4; length < whole.Length; length += 7)
        {
            var path = _folder.Write("cut.parquet", whole[..length]);
            await Assert.ThrowsAsync<LamellaException>(
                async () => await TemporaryFolder.Opener.OpenPointsAsync(path, null, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task OpenPointsAsync_file_of_no_known_format_is_refused()
    {
        var path = _folder.Write("p.doc", "hello");

        var error = await Assert.ThrowsAsync<LamellaException>(
            async () => await TemporaryFolder.Opener.OpenPointsAsync(path, null, TestContext.Current.CancellationToken));

        Assert.Equal(LamellaErrorCode.UnknownFormat, error.Code);
    }

    private async Task WriteParquetAsync(string name, double[] x, string?[] names)
    {
        var path = _folder.PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var schema = new ParquetSchema(new DataField<double>("x"), new DataField<float?>("y"), new DataField<string>("name"));
        await using var stream = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(schema, stream, cancellationToken: TestContext.Current.CancellationToken);
        using var group = writer.CreateRowGroup();
        float?[] y = [.. x.Select((_, i) => i == 1 ? null : (float?)i)];
        await group.WriteAsync<double>(schema.DataFields[0], x.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        await group.WriteAsync<float>(schema.DataFields[1], y.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        await group.WriteAsync(schema.DataFields[2], (IReadOnlyCollection<string?>)names);
    }
}
