using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Layers;
using Lamella.Engine.Slicing.Slabs;
using Lamella.Engine.Slicing.Slabs.Indexing;
using Lamella.Engine.Tests.Goldens;
using Lamella.Tests;
using Xunit;

namespace Lamella.Engine.Tests.Sources;

/// <summary>The real cells, transcripts and tracks: every row as an independent reader has it, every range query with and without an index.</summary>
public sealed class RealPointsTests
{
    [Theory]
    [InlineData("points_cellfinder", "cellfinder_cells.xml")]
    [InlineData("points_hela_tracks", "hela_example_tracks.csv")]
    [InlineData("points_mamut_tracks", "mamut_neuroblast.xml")]
    [InlineData("points_xenium", "xenium_rep1_points.spatialdata.zarr/points/transcripts")]
    public async Task RangeQueries_ofRealPoints_giveTheRowsOfTheIndependentReader(string id, string file)
    {
        var path = SharedData.Require("data", "points", file);
        using var expected = JsonDocument.Parse(await File.ReadAllTextAsync(
            SharedData.Require("data", "expected", $"{id}.json"), TestContext.Current.CancellationToken));
        ImmutableArray<string> axes = [.. expected.RootElement.GetProperty("columns").EnumerateArray().Select(name => name.GetString()!)];
        var opened = await TemporaryFolder.Opener.OpenPointsAsync(path, new LayerColumns { Axes = axes }, TestContext.Current.CancellationToken);
        using var data = opened.Data;
        var table = data.Coordinates;
        Assert.Equal(expected.RootElement.GetProperty("n").GetInt32(), data.Count);
        Assert.Equal(expected.RootElement.GetProperty("sha256_rows_C_order_LE").GetString(), HashOfRows(table));

        using var indexes = new SlabIndexes(table, new SlabIndexOptions { MinCount = 0, IsMemoryShort = static () => false });
        var queries = expected.RootElement.GetProperty("queries").EnumerateArray().ToArray();
        var passed = 0;
        foreach (var query in queries)
        {
            var slab = SlabOf(query);
            await indexes.PrepareAsync(slab.Axes);
            var scanned = SlabSearch.Rows(table, null, slab, TestContext.Current.CancellationToken);
            var looked = SlabSearch.Rows(table, indexes, slab, TestContext.Current.CancellationToken);
            Assert.Equal(query.GetProperty("count").GetInt32(), scanned.Length);
            Assert.Equal(query.GetProperty("sha256_of_row_indices_int64_LE").GetString(), HashOf(scanned));
            Assert.Equal(scanned, looked);
            passed++;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"range queries {id,-20} {passed}/{queries.Length}");
        Assert.Equal(20, passed);
    }

    /// <summary>Half-open bounds become closed ones: the last number below the upper one.</summary>
    private static Slab SlabOf(JsonElement query)
    {
        var (min, max) = (query.GetProperty("min_inclusive"), query.GetProperty("max_exclusive"));
        ImmutableArray<int> axes = [.. Enumerable.Range(0, min.GetArrayLength()).Where(axis => min[axis].ValueKind != JsonValueKind.Null)];
        ImmutableArray<double> low = [.. axes.Select(axis => min[axis].Number())];
        return Slab.Create(axes, low, low, [.. axes.Select(axis => Math.BitDecrement(max[axis].Number()))]);
    }

    private static string HashOfRows(CoordinateTable table)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        for (var row = 0; row < table.Count; row++)
        {
            for (var axis = 0; axis < table.Ndim; axis++)
            {
                if (table.Columns[axis].DataType == DataType.Float32)
                {
                    writer.Write((float)table[row, axis]);
                }
                else
                {
                    writer.Write(table[row, axis]);
                }
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
    }

    private static string HashOf(int[] rows) =>
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(rows.Select(row => (long)row).ToArray().AsSpan())));
}
