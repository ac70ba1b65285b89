using Microsoft.Extensions.Configuration;

namespace Lamella.Silo.Hosting;

/// <summary>What Orleans' configuration section says of the cluster, and what it must say in Production.</summary>
/// <param name="orleans">The section <c>Orleans</c>.</param>
internal sealed class ClusterSettings(IConfigurationSection orleans)
{
    /// <summary>Whether silos find each other; otherwise this one is alone.</summary>
    public bool HasClustering => orleans["Clustering:ProviderType"] is not null;

    /// <summary>Whether a grain storage is configured.</summary>
    /// <param name="name">One of <see cref="LamellaStorage"/>.</param>
    public bool HasStorage(string name) => orleans[$"GrainStorage:{name}:ProviderType"] is not null;

    /// <summary>Ensures that nothing is left to a default that forgets: a silent single silo, viewers in memory alone.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing.</exception>
    public void EnsureComplete()
    {
        if (!HasClustering)
        {
            throw new InvalidOperationException(
                "Orleans:Clustering:ProviderType is not set. In Production a silo needs a cluster: set "
                + "Orleans__Clustering__ProviderType (Redis, or AdoNet for PostgreSQL), or set DOTNET_ENVIRONMENT=Development for a single silo.");
        }

        foreach (var name in LamellaStorage.All.Where(name => !HasStorage(name)))
        {
            throw new InvalidOperationException(
                $"Orleans:GrainStorage:{name}:ProviderType is not set. In Production what a silo holds must outlive it: set "
                + $"Orleans__GrainStorage__{name}__ProviderType (Redis, or AdoNet for PostgreSQL), or Memory to lose it with the silo.");
        }
    }
}
