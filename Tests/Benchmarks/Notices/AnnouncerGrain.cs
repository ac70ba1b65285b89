using System.Diagnostics;

namespace Lamella.Benchmarks.Notices;

/// <summary>Announces on the stream of its own key. Timestamps of <see cref="Stopwatch"/> hold for all processes of a machine.</summary>
internal sealed class AnnouncerGrain : Grain, IAnnouncerGrain
{
    public async Task Announce(int count, TimeSpan pause)
    {
        var stream = this.GetStreamProvider(ProbeSilo.Stream).GetStream<long>(StreamId.Create(ProbeSilo.Stream, this.GetPrimaryKeyString()));
        for (var i = 0; i < count; i++)
        {
            await stream.OnNextAsync(Stopwatch.GetTimestamp());
            await Task.Delay(pause);
        }
    }
}
