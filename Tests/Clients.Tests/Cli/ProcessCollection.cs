using Xunit;

namespace Lamella.Clients.Tests.Cli;

/// <summary>Tests that start processes run alone: a process that has to connect in time should not compete with other silos' starts.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessCollection
{
    public const string Name = "processes";
}
