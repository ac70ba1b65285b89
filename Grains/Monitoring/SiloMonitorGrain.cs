using Lamella.Contracts.Grains;
using Lamella.Contracts.Monitoring;
using Orleans.Concurrency;

namespace Lamella.Grains.Monitoring;

/// <summary>Hands out what its silo gathered.</summary>
[Reentrant]
internal sealed class SiloMonitorGrain(SiloMonitor monitor) : Grain, ISiloMonitorGrain
{
    public Task<SiloReport> GetReport() => Task.FromResult(monitor.ToReport());
}
