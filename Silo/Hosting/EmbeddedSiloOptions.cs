using Lamella.Contracts.Slicing;
using Lamella.Engine.Sources;
using Microsoft.Extensions.Logging;

namespace Lamella.Silo.Hosting;

/// <summary>How a silo within another program runs.</summary>
public sealed record EmbeddedSiloOptions
{
    /// <summary>The port on loopback at which clients of other processes connect; 0 takes any free one.</summary>
    /// <value>Default: 0.</value>
    public int GatewayPort { get; init; }

    /// <summary>Changes how slices are computed, kept and announced; null takes the defaults.</summary>
    public Action<SlicingOptions>? Slicing { get; init; }

    /// <summary>Changes which http, https and s3 sources may be opened, and how; null permits none.</summary>
    public Action<RemoteOptions>? Remote { get; init; }

    /// <summary>The least severe messages that reach <see cref="Log"/>.</summary>
    /// <value>Default: warnings.</value>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <summary>Where log messages go; null drops them.</summary>
    public ILoggerProvider? Log { get; init; }

    /// <summary>Registers services in place of Lamella's own, such as a test's store; null registers none.</summary>
    public Action<Microsoft.Extensions.DependencyInjection.IServiceCollection>? Services { get; init; }
}
