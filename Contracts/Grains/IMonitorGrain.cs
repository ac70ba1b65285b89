using Lamella.Contracts.Monitoring;

namespace Lamella.Contracts.Grains;

/// <summary>Tells how the cluster is doing. Stateless; any key will do. Costs each silo one small message a call.</summary>
[GrainInterfaceType("lamella.monitor")]
[Alias("lamella.monitor")]
public interface IMonitorGrain : IGrainWithIntegerKey
{
    /// <summary>What all silos gathered by now; counters since each silo began, so that rates are differences of two reports.</summary>
    /// <param name="cancellationToken">Stops asking.</param>
    [Alias("get-report")]
    Task<ClusterReport> GetReport(CancellationToken cancellationToken);
}
