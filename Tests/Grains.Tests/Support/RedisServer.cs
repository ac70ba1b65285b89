using Garnet;
using Lamella.Tests.Ports;

namespace Lamella.Grains.Tests.Support;

/// <summary>A server of Redis' protocol within the test's process, on a free port of loopback.</summary>
internal sealed class RedisServer : IDisposable
{
    private readonly GarnetServer _server;
    private readonly int _port;

    public RedisServer()
    {
        _port = LoopbackPort.Free();
        _server = new GarnetServer(["--port", $"{_port}", "--bind", "127.0.0.1", "--lua", "--memory", "64m", "--index", "8m"]);
        _server.Start();
    }

    /// <summary>The settings by which a silo uses it for all that outlives a silo.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["ConnectionStrings__redis"] = $"127.0.0.1:{_port}",
        ["Orleans__Clustering__ProviderType"] = "Redis",
        ["Orleans__Clustering__ServiceKey"] = "redis",
        ["Orleans__GrainStorage__state__ProviderType"] = "Redis",
        ["Orleans__GrainStorage__state__ServiceKey"] = "redis",
        ["Orleans__GrainStorage__PubSubStore__ProviderType"] = "Redis",
        ["Orleans__GrainStorage__PubSubStore__ServiceKey"] = "redis",
    };

    public void Dispose() => _server.Dispose();
}
