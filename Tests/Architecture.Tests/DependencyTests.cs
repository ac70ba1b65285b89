using System.Reflection;
using Xunit;

namespace Lamella.Architecture.Tests;

/// <summary>Dependencies point one way: Contracts ← Engine ← Grains ← Silo; Contracts ← Sdk ← clients.</summary>
public sealed class DependencyTests
{
    [Theory]
    [InlineData("Lamella.Contracts", "")]
    [InlineData("Lamella.Engine", "Lamella.Contracts")]
    [InlineData("Lamella.Grains", "Lamella.Contracts Lamella.Engine")]
    [InlineData("Lamella.Silo", "Lamella.Contracts Lamella.Engine Lamella.Grains")]
    [InlineData("Lamella.Sdk", "Lamella.Contracts")]
    [InlineData("Lamella.Terminal", "Lamella.Contracts Lamella.Engine Lamella.Sdk")]
    [InlineData("lamella", "Lamella.Contracts Lamella.Engine Lamella.Sdk Lamella.Silo Lamella.Terminal")]
    public void Assembly_references_onlyWhatLiesBelowIt(string assembly, string allowed)
    {
        var permitted = allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        var references = Assembly.Load(assembly).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("Lamella.", StringComparison.Ordinal));

        Assert.Empty(references.Except(permitted));
    }

    [Fact]
    public void Engine_references_noOrleansRuntimeAndNoHosting()
    {
        string[] forbidden = ["Orleans.Runtime", "Orleans.Core", "Orleans.Streaming", "Microsoft.Extensions.Hosting"];

        var references = Assembly.Load("Lamella.Engine").GetReferencedAssemblies().Select(reference => reference.Name!);

        Assert.Empty(references.Intersect(forbidden));
    }

    [Fact]
    public void Grains_areReachable_onlyThroughTheirInterfaces()
    {
        var publicGrains = Assembly.Load("Lamella.Grains").GetExportedTypes()
            .Where(type => typeof(Grain).IsAssignableFrom(type) || typeof(IGrainBase).IsAssignableFrom(type));

        Assert.Empty(publicGrains);
    }

    [Fact]
    public void GrainInterfaces_liveInContracts_andNowhereElse()
    {
        string[] assemblies = ["Lamella.Grains", "Lamella.Silo", "Lamella.Sdk", "lamella"];

        var strays = assemblies
            .SelectMany(name => Assembly.Load(name).GetTypes())
            .Where(type => type.IsInterface && type.IsPublic && typeof(IGrain).IsAssignableFrom(type));

        Assert.Empty(strays);
    }
}
