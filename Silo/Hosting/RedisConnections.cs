using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Lamella.Silo.Hosting;

/// <summary>
/// The connections that Orleans' configuration names by <c>ServiceKey</c>, as Aspire writes it: one for each key, from
/// <c>ConnectionStrings</c>. A <c>ConnectionString</c> beside the provider's type needs none; Orleans connects itself.
/// </summary>
internal static class RedisConnections
{
    private const string Redis = "Redis";

    /// <summary>Registers a connection for each service key of a Redis provider.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="configuration">The host's configuration.</param>
    /// <exception cref="InvalidOperationException">A key has no connection string.</exception>
    public static void AddRedisConnections(this IServiceCollection services, IConfiguration configuration)
    {
        foreach (var key in ServiceKeys(configuration.GetSection("Orleans")).Distinct(StringComparer.Ordinal))
        {
            var connection = configuration.GetConnectionString(key) ?? throw new InvalidOperationException(
                $"Orleans:*:ServiceKey is '{key}', but ConnectionStrings:{key} is not set: set ConnectionStrings__{key} to host:port.");
            services.AddKeyedSingleton<IConnectionMultiplexer>(key, (_, _) => ConnectionMultiplexer.Connect(connection));
        }
    }

    private static IEnumerable<string> ServiceKeys(IConfigurationSection section)
    {
        if (section["ServiceKey"] is { Length: > 0 } key && section["ProviderType"] == Redis)
        {
            yield return key;
        }

        foreach (var inner in section.GetChildren().SelectMany(ServiceKeys))
        {
            yield return inner;
        }
    }
}
