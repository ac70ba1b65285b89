using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace Lamella.Silo.Postgres;

/// <summary>Has a silo use PostgreSQL where its configuration says <c>AdoNet</c>.</summary>
internal static class PostgresConfiguration
{
    /// <summary>Completes the providers' settings, and has their databases made ready before the silo starts.</summary>
    /// <param name="builder">The host.</param>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong.</exception>
    public static void AddPostgres(this IHostApplicationBuilder builder)
    {
        var uses = PostgresSettings.Read(builder.Configuration);
        if (uses.Count == 0)
        {
            return;
        }

        builder.Configuration.AddInMemoryCollection(PostgresSettings.ForProviders(uses));
        builder.Services.Configure<PostgresOptions>(builder.Configuration.GetSection(PostgresOptions.SectionName));
        builder.Services.AddSingleton(uses);
        builder.Services.AddHostedService<PostgresPreparation>();
        builder.Services.ConfigureAll<AdoNetGrainStorageOptions>(static storage =>
        {
            storage.HashPicker = new GrainIdHasherPicker();

            // Viewers and subscriptions come and go; what is forgotten leaves no row.
            storage.DeleteStateOnClear = true;
        });
    }
}
