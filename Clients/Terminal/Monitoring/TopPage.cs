namespace Lamella.Terminal.Monitoring;

/// <summary>What the monitor can show.</summary>
internal enum TopPage
{
    Cluster,
    Silos,
    Viewers,
    Layers,
    Slowest,
}
