using Xunit;

namespace Lamella.Terminal.Tests.Driven;

/// <summary>Tests with real terminals run alone: they start processes that would compete for the cores.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DrivenCollection
{
    public const string Name = "real terminals";
}
