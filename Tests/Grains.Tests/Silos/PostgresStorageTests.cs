using Lamella.Grains.Tests.Support;
using Orleans.Storage;
using Xunit;

namespace Lamella.Grains.Tests.Silos;

/// <summary>What Orleans asks of grain storage, of its ADO.NET provider as a silo has it on Lamella's tables.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresStorageTests(PostgresSilo silo) : IClassFixture<PostgresSilo>
{
    [Fact]
    public async Task State_thatWasWritten_isRead_andWrittenAgain()
    {
        var storage = await silo.StorageAsync();
        var grain = NewGrain();
        var written = Holding("first");
        await storage.WriteStateAsync("name", grain, written);
        written.State = ["second"];
        await storage.WriteStateAsync("name", grain, written);

        var read = new GrainState<List<string>>();
        await storage.ReadStateAsync("name", grain, read);

        Assert.Equal(["second"], read.State);
        Assert.Equal((true, written.ETag), (read.RecordExists, read.ETag));
    }

    [Fact]
    public async Task State_thatNobodyWrote_doesNotExist()
    {
        var storage = await silo.StorageAsync();
        var grain = NewGrain();
        var read = new GrainState<List<string>>();

        await storage.ReadStateAsync("name", grain, read);

        Assert.False(read.RecordExists);
    }

    [Fact]
    public async Task State_thatSomebodyElseWroteMeanwhile_isAConflict_firstOrLater()
    {
        var storage = await silo.StorageAsync();
        var grain = NewGrain();
        var (mine, theirs) = (Holding("mine"), Holding("theirs"));
        await storage.WriteStateAsync("name", grain, mine);

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("name", grain, theirs));
        await storage.ReadStateAsync("name", grain, theirs);
        await storage.WriteStateAsync("name", grain, theirs);

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("name", grain, mine));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync("name", grain, mine));
    }

    [Fact]
    public async Task State_writtenForTheFirstTimeByMany_isTakenFromOne()
    {
        var storage = await silo.StorageAsync();
        var grain = NewGrain();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(async () =>
            await Record.ExceptionAsync(() => storage.WriteStateAsync("name", grain, Holding($"{number}"))))));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.Where(outcome => outcome is not null), outcome => Assert.IsType<InconsistentStateException>(outcome));
    }

    [Fact]
    public async Task State_thatWasCleared_isGone_andMayBeWrittenAgain()
    {
        var storage = await silo.StorageAsync();
        var grain = NewGrain();
        var state = Holding("first");
        await storage.WriteStateAsync("name", grain, state);
        await storage.ClearStateAsync("name", grain, state);
        var read = new GrainState<List<string>>();
        await storage.ReadStateAsync("name", grain, read);

        state.State = ["second"];
        await storage.WriteStateAsync("name", grain, state);

        Assert.False(read.RecordExists);
        await storage.ReadStateAsync("name", grain, read);
        Assert.Equal(["second"], read.State);
    }

    [Fact]
    public async Task State_thatWasClearedAndWrittenByAnother_isAConflict_forWhoeverKnowsTheOld()
    {
        var storage = await silo.StorageAsync();
        var grain = NewGrain();
        var (old, closing, reopened) = (Holding("old"), new GrainState<List<string>>(), Holding("new"));
        await storage.WriteStateAsync("name", grain, old);
        await storage.ReadStateAsync("name", grain, closing);
        await storage.ClearStateAsync("name", grain, closing);
        await storage.WriteStateAsync("name", grain, reopened);

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("name", grain, old));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync("name", grain, old));

        var read = new GrainState<List<string>>();
        await storage.ReadStateAsync("name", grain, read);
        Assert.Equal(["new"], read.State);
    }

    [Theory]
    [InlineData("a", "A")]
    [InlineData("1", "01")]
    [InlineData("0123456789abcdef0123456789abcdef", "0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("1+x", "01+x")]
    public async Task States_ofGrainsWhoseKeysAreTheSameNumber_areTwo(string one, string other)
    {
        var storage = await silo.StorageAsync();
        await storage.WriteStateAsync("name", GrainId.Create("test", one), Holding(one));
        await storage.WriteStateAsync("name", GrainId.Create("test", other), Holding(other));

        var read = new GrainState<List<string>>();
        await storage.ReadStateAsync("name", GrainId.Create("test", one), read);
        Assert.Equal([one], read.State);
    }

    private static GrainState<List<string>> Holding(string text) => new([text]);

    private static GrainId NewGrain() => GrainId.Create("test", $"{Guid.NewGuid()}");
}
