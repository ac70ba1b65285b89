using System.Diagnostics.Metrics;
using Lamella.Contracts.Notices;
using Lamella.Grains.Notices;
using Microsoft.Extensions.DependencyInjection;

namespace Lamella.Grains.Tests.Notices;

/// <summary>Batches and instruments for tests without a silo.</summary>
internal static class NoticeSamples
{
    public static StreamId Stream { get; } = StreamId.Create("test", "one");

    public static NoticeBatch Batch(long sequence, StreamId? stream = null) => new(stream ?? Stream, sequence, [sequence], null);

    public static NoticeMeters CreateMeters() =>
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
}
