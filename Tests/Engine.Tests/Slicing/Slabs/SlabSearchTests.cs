using CsCheck;
using Lamella.Engine.Slicing.Slabs;
using Lamella.Engine.Slicing.Slabs.Indexing;
using Xunit;

namespace Lamella.Engine.Tests.Slicing.Slabs;

public sealed class SlabSearchTests
{
    private static readonly Gen<(CoordinateTable Table, Slab Slab)> Cases =
        RandomTable.Tables.SelectMany(static table => RandomTable.Slabs(table), static (table, slab) => (table, slab));

    [Fact]
    public void Rows_of_any_slab_without_an_index_are_those_inside() => Cases.Sample(
        static random => Assert.Equal(
            RandomTable.Inside(random.Table, random.Slab), SlabSearch.Rows(random.Table, null, random.Slab, CancellationToken.None)),
        iter: 300);

    [Fact]
    public void Take_from_the_index_of_any_axes_gives_the_rows_inside() => Cases.Sample(
        static random =>
        {
            var (table, slab) = random;
            var index = StripIndex.Build(table, [.. slab.Axes.Order()], CancellationToken.None);
            var runs = new List<RowRun>();

            var found = index.Find(slab, runs);

            Assert.Equal(RandomTable.Inside(table, slab), SlabSearch.Take(table, index, slab, runs, CancellationToken.None));
            Assert.Equal(runs.Sum(static run => (long)run.Stop - run.Start), found);
        },
        iter: 300);

    [Fact]
    public void Build_of_any_table_orders_every_row_that_has_no_NaN_once() => RandomTable.Tables.Sample(
        static table =>
        {
            var index = StripIndex.Build(table, [.. Enumerable.Range(0, table.Ndim)], CancellationToken.None);

            var numbers = Enumerable.Range(0, table.Count).Where(row => table.Columns.All(column => !double.IsNaN(column[row])));
            Assert.Equal(numbers, index.Order.ToArray().Order());
        },
        iter: 100);

    [Fact]
    public void Find_of_a_thin_slab_in_much_data_touches_little_more_than_it_returns()
    {
        var random = new Random(7);
        var columns = Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 200_000).Select(_ => random.NextSingle() * 100).ToArray()).ToArray();
        var table = CoordinateTable.FromColumns(columns);
        var slab = Slab.Create([0, 1], [50, 50], [49.5, 49.5], [50.5, 50.5]);
        var runs = new List<RowRun>();

        var touched = StripIndex.Build(table, [0, 1], CancellationToken.None).Find(slab, runs);

        Assert.InRange(touched, RandomTable.Inside(table, slab).Length, 200_000 / 500);
    }

    [Fact]
    public async Task Find_before_the_index_is_ready_gives_none_and_afterwards_one()
    {
        var start = new TaskCompletionSource();
        using var indexes = new SlabIndexes(Table(), Options with
        {
            Schedule = async build =>
            {
                await start.Task;
                build();
            },
        });

        var early = indexes.Find([1, 0]);
        start.SetResult();
        await indexes.PrepareAsync([0, 1]);

        Assert.Null(early);
        Assert.Equal([0, 1], indexes.Find([1, 0])!.Axes);
        Assert.True(indexes.ByteLength >= 4 * Table().Count);
    }

    [Fact]
    public async Task Find_when_memory_is_short_drops_the_indexes_and_builds_none()
    {
        var isShort = false;
        using var indexes = new SlabIndexes(Table(), Options with { IsMemoryShort = () => isShort });
        await indexes.PrepareAsync([0]);
        Assert.NotNull(indexes.Find([0]));

        isShort = true;

        Assert.Null(indexes.Find([0]));
        Assert.Equal(0, indexes.ByteLength);
        isShort = false;
        await indexes.PrepareAsync([0]);
        Assert.NotNull(indexes.Find([0]));
    }

    [Fact]
    public async Task Find_of_more_axes_than_are_kept_gives_up_the_one_unused_for_longest()
    {
        var builds = 0;
        using var indexes = new SlabIndexes(Table(), Options with
        {
            MaxIndexes = 2,
            Schedule = build =>
            {
                builds++;
                build();
                return Task.CompletedTask;
            },
        });
        await indexes.PrepareAsync([0]);
        await indexes.PrepareAsync([1]);
        await indexes.PrepareAsync([0]);
        await indexes.PrepareAsync([2]);

        await indexes.PrepareAsync([0]);
        Assert.Equal(3, builds);
        await indexes.PrepareAsync([1]);
        Assert.Equal(4, builds);
    }

    [Fact]
    public void Find_after_Dispose_builds_nothing()
    {
        var indexes = new SlabIndexes(Table(), Options);

        indexes.Dispose();

        Assert.Null(indexes.Find([0]));
    }

    [Fact]
    public void Find_in_few_items_builds_nothing()
    {
        using var indexes = new SlabIndexes(Table(), Options with { MinCount = 1000 });

        Assert.Null(indexes.Find([0]));
        Assert.True(indexes.PrepareAsync([0]).IsCompletedSuccessfully);
    }

    [Fact]
    public void Rows_when_cancelled_stops() =>
        Assert.Throws<OperationCanceledException>(
            () => SlabSearch.Rows(Table(), null, Slab.Create([0], [0], [0], [0]), new CancellationToken(canceled: true)));

    private static SlabIndexOptions Options => new() { MinCount = 0, IsMemoryShort = static () => false };

    private static CoordinateTable Table() =>
        CoordinateTable.FromColumns([.. Enumerable.Range(0, 3).Select(axis => Enumerable.Range(0, 300).Select(row => (double)(row * (axis + 1) % 97)).ToArray())]);
}
