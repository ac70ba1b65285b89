namespace Lamella.Benchmarks.Notices;

/// <summary>Announces the time on a stream.</summary>
[Alias("lamella.benchmarks.announcer")]
public interface IAnnouncerGrain : IGrainWithStringKey
{
    /// <summary>Announces, again and again, the timestamp of the moment at which it does so.</summary>
    /// <param name="count">How often.</param>
    /// <param name="pause">The pause between two.</param>
    [Alias("announce")]
    Task Announce(int count, TimeSpan pause);
}
