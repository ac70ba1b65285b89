using System.Diagnostics;
using Lamella.Sdk;
using Lamella.Tests.Ports;

namespace Lamella.Grains.Tests.Support;

/// <summary>A silo in a process of its own, on free ports of loopback, as <c>Lamella.Silo</c> runs it.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly int _gatewayPort;

    private SiloProcess(Process process, int gatewayPort)
    {
        _process = process;
        _gatewayPort = gatewayPort;
    }

    public string Address => $"127.0.0.1:{_gatewayPort}";

    /// <summary>Starts one; a client that connects waits until it is there.</summary>
    public static SiloProcess Start(
        string environment = "Development", int gatewayPort = 0, IReadOnlyDictionary<string, string>? settings = null)
    {
        var port = gatewayPort == 0 ? LoopbackPort.Free() : gatewayPort;
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Lamella.Silo.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["DOTNET_ENVIRONMENT"] = environment,
                ["Orleans__Endpoints__SiloPort"] = $"{LoopbackPort.Free()}",
                ["Orleans__Endpoints__GatewayPort"] = $"{port}",
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return new SiloProcess(process, port);
    }

    /// <summary>A client within the test's process.</summary>
    public Task<LamellaClient> ConnectAsync(CancellationToken cancellationToken) =>
        LamellaClient.ConnectAsync(
            Address, new LamellaClientOptions { ConnectTimeout = TimeSpan.FromSeconds(60) }, cancellationToken);

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>Its exit code and what it wrote about it.</returns>
    public async Task<(int ExitCode, string Error)> WaitForExitAsync(CancellationToken cancellationToken)
    {
        var error = await _process.StandardError.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return (_process.ExitCode, error);
    }

    /// <summary>Ends it without a word, as a crash would.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }
}
