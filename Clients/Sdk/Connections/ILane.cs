using Orleans.Streams;

namespace Lamella.Sdk.Connections;

/// <summary>The ways to the service: one for calls and notices, one for pixels, so that these never hold up those.</summary>
internal interface ILane : IAsyncDisposable
{
    /// <summary>Where the service is, for messages.</summary>
    string Address { get; }

    /// <summary>The silo within this process, as slice handles name it; null where there is none.</summary>
    string? LocalSilo { get; }

    /// <summary>For calls and notices.</summary>
    IGrainFactory Notices { get; }

    /// <summary>The stream provider of notices.</summary>
    IStreamProvider Streams { get; }

    /// <summary>For pixels.</summary>
    ValueTask<IGrainFactory> GetBulkAsync(CancellationToken cancellationToken);
}
