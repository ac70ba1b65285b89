using System.Diagnostics;
using System.Globalization;
using Lamella.Tests.Ports;

namespace Lamella.Clients.Tests.Cli;

/// <summary>The built program as a process of its own.</summary>
internal static class ServiceProcess
{
    public static string FreePort() => LoopbackPort.Free().ToString(CultureInfo.InvariantCulture);

    public static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "lamella.dll"));
        foreach (var argument in args)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
