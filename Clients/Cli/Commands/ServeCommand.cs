using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using Lamella.Cli.Output;
using Lamella.Cli.Sessions;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Stores.Http;
using Lamella.Engine.Sources;
using Lamella.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lamella.Cli.Commands;

/// <summary><c>lamella serve</c>: a silo that other commands connect to.</summary>
internal static class ServeCommand
{
    private const int DefaultPort = 30000;
    private const int DefaultSiloPort = 11111;

    public static Command Create(CommandConsole console)
    {
        var port = new Option<int>("--port") { Description = "Where clients connect, on loopback.", HelpName = "N", DefaultValueFactory = _ => DefaultPort };
        var siloPort = new Option<int>("--silo-port") { Description = "Where other silos connect, on loopback.", HelpName = "N", DefaultValueFactory = _ => DefaultSiloPort };
        var config = new Option<string?>("--config")
        {
            Description = "JSON file with sections Orleans (clustering, storage, endpoints) and Lamella. Environment variables win over it.",
            HelpName = "FILE",
        };
        var allow = new Option<string[]>("--allow")
        {
            Description = "Permits sources beneath this prefix, such as https://host/data/ or s3://bucket/; may be given several times. Without it nothing remote is opened.",
            HelpName = "PREFIX",
        };
        var latencyLog = new Option<string?>("--latency-log")
        {
            Description = "Append every slice's latency to this file, for 'lamella latency'. It is never sent anywhere.",
            HelpName = "FILE",
        };
        var verbose = new Option<bool>("--verbose") { Description = "Write the log to standard error." };
        var command = new Command("serve", "Runs the service until Ctrl-C: a single silo on loopback, unless the configuration says otherwise.")
        {
            port, siloPort, allow, config, latencyLog, verbose,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            console,
            parsed.GetValue(port),
            parsed.GetValue(siloPort),
            parsed.GetValue(allow) ?? [],
            parsed.GetValue(config),
            parsed.GetValue(latencyLog),
            parsed.GetValue(verbose),
            cancellationToken));
        ExampleHelp.Attach(command, "lamella serve", "lamella serve --port 30001 --silo-port 11112", "lamella serve --allow https://example.org/data/", "lamella slice sample.zarr --connect localhost:30000");
        return command;
    }

    private static async Task<int> RunAsync(
        CommandConsole console,
        int port,
        int siloPort,
        string[] allow,
        string? config,
        string? latencyLog,
        bool verbose,
        CancellationToken cancellationToken)
    {
        _ = RemoteAccessPolicy.Allow(allow);
        RefuseTakenPort(port, "--port");
        RefuseTakenPort(siloPort, "--silo-port");
        IHost? host = null;
        try
        {
            host = Build(console, port, siloPort, allow, config, latencyLog, verbose);
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not (OperationCanceledException or UsageException))
        {
            host?.Dispose();
            var reason = error is LamellaException or InvalidOperationException ? error : error.GetBaseException();
            console.Fail($"The service did not start on port {port}: {reason.Message} Run it with --verbose to see more.");
            return ExitCode.Error;
        }

        using var started = host;
        console.Out.WriteLine($"Serving at localhost:{port}. Use it with: lamella slice URI --connect localhost:{port}");
        console.Out.WriteLine("Ctrl-C ends it.");
        await console.Out.FlushAsync(cancellationToken).ConfigureAwait(false);
        await WaitAsync(cancellationToken).ConfigureAwait(false);
        console.Error.WriteLine("Finishing what is under way …");
        await host.StopAsync(CancellationToken.None).ConfigureAwait(false);
        return ExitCode.Ok;
    }

    // Orleans opens its ports so that a second process may listen on them as well, and would then share the clients.
    private static void RefuseTakenPort(int port, string option)
    {
        if (port is < 1 or > IPEndPoint.MaxPort)
        {
            throw new UsageException($"{option} {port} is no port; give 1 … {IPEndPoint.MaxPort}.");
        }

        if (IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port))
        {
            throw new LamellaException(
                LamellaErrorCode.Unavailable, $"Port {port} is taken, perhaps by another 'lamella serve'; give another {option}.");
        }
    }

    private static IHost Build(CommandConsole console, int port, int siloPort, string[] allow, string? config, string? latencyLog, bool verbose)
    {
        // One silo on a person's machine is what the command is for; a cluster is asked for by configuration.
        var environment = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Development;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Orleans:Endpoints:GatewayPort"] = port.ToString(CultureInfo.InvariantCulture),
            ["Orleans:Endpoints:SiloPort"] = siloPort.ToString(CultureInfo.InvariantCulture),
        });
        if (config is not null)
        {
            builder.Configuration.AddJsonFile(File.Exists(config) ? Path.GetFullPath(config) : throw new UsageException($"There is no file {config}."), optional: false);
        }

        builder.Configuration.AddEnvironmentVariables();
        builder.Logging.SetLevels(verbose ? LogLevel.Information : LogLevel.Error);
        if (!verbose)
        {
            // Why it does not start is told in one line.
            builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical);
        }

        builder.Logging.AddProvider(new ConsoleLogProvider(console));
        builder.AddLamellaSilo();
        builder.Services.PostConfigure<SlicingOptions>(slicing => slicing.LatencyLog = latencyLog ?? slicing.LatencyLog);
        builder.Services.Configure<RemoteOptions>(remote =>
        {
            foreach (var prefix in allow)
            {
                remote.Allow.Add(prefix);
            }
        });
        return builder.Build();
    }

    private static async Task WaitAsync(CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(ended.SetResult);
        await ended.Task.ConfigureAwait(false);
    }
}
