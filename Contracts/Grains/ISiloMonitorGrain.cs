using Lamella.Contracts.Monitoring;

namespace Lamella.Contracts.Grains;

/// <summary>Tells how the silo is doing on which it lives. The key is that silo's address, <c>host:port@generation</c>.</summary>
[GrainInterfaceType("lamella.silo-monitor")]
[Alias("lamella.silo-monitor")]
public interface ISiloMonitorGrain : IGrainWithStringKey
{
    /// <summary>What the silo gathered by now; its address tells whether it is the one that was meant.</summary>
    [Alias("get-report")]
    [ResponseTimeout("00:00:02")]
    Task<SiloReport> GetReport();
}
