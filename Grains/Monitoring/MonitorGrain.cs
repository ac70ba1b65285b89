using Lamella.Contracts.Grains;
using Lamella.Contracts.Monitoring;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime.Placement;

namespace Lamella.Grains.Monitoring;

/// <summary>Asks every silo for its report. A silo that does not answer costs its own row, not the report.</summary>
[StatelessWorker(1)]
[Reentrant]
internal sealed class MonitorGrain(ILogger<MonitorGrain> logger) : Grain, IMonitorGrain
{
    public async Task<ClusterReport> GetReport(CancellationToken cancellationToken)
    {
        var hosts = await GrainFactory.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, cancellationToken);
        var asked = hosts.Keys.Select(silo => (Silo: silo.ToParsableString(), Report: AskAsync(silo, cancellationToken))).ToList();
        var reports = new List<SiloReport>();
        var unreachable = new List<string>();
        foreach (var (silo, report) in asked)
        {
            if (await report is { } told)
            {
                reports.Add(told);
            }
            else
            {
                unreachable.Add(silo);
            }
        }

        return new ClusterReport(
            [.. reports.DistinctBy(report => report.Silo).OrderBy(report => report.Silo, StringComparer.Ordinal)],
            [.. unreachable.Order(StringComparer.Ordinal)]);
    }

    private async Task<SiloReport?> AskAsync(SiloAddress silo, CancellationToken cancellationToken)
    {
        var address = silo.ToParsableString();
        try
        {
            // The grain of a silo's name is placed on that silo when it is called for the first time.
            RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
            var report = await GrainFactory.GetGrain<ISiloMonitorGrain>(address).GetReport().WaitAsync(cancellationToken);
            return report.Silo == address ? report : null;
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException && !cancellationToken.IsCancellationRequested)
        {
            MonitorLog.Unreachable(logger, address, exception);
            return null;
        }
    }
}
