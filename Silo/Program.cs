using Lamella.Silo.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

IHost? host = null;
try
{
    var builder = Host.CreateApplicationBuilder(args);

    // Why it does not start is told in one line.
    builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical);
    builder.AddLamellaSilo();
    host = builder.Build();
    await host.StartAsync();
}
catch (Exception exception) when (StartFailure.Reason(exception) is { } reason)
{
    host?.Dispose();
    await Console.Error.WriteLineAsync($"The silo did not start: {reason}");
    return 1;
}

using (host)
{
    await host.WaitForShutdownAsync();
}

return 0;
