using System.Collections.Immutable;
using Lamella.Contracts.Monitoring;
using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Keys;

namespace Lamella.Terminal.Monitoring;

/// <summary>Everything that the monitor's screen is drawn from. Immutable.</summary>
internal sealed record TopState
{
    /// <summary>Reports that are kept: four minutes at one a second.</summary>
    public const int MaxSamples = 240;

    public required ScreenSize Size { get; init; }

    public ColorDepth Depth { get; init; } = ColorDepth.TrueColor;

    public KeyBindings<TopAction> Keys { get; init; } = TopKeys.Default;

    /// <summary>Where the service is.</summary>
    public string Address { get; init; } = "";

    /// <summary>Reports with the time of each, oldest first.</summary>
    public ImmutableList<(TimeSpan At, ClusterReport Report)> Samples { get; init; } = [];

    public TopPage Page { get; init; }

    /// <summary>The column by which each page's table is sorted, and whether the greatest comes first.</summary>
    public ImmutableDictionary<TopPage, (int Column, bool Descending)> Sorting { get; init; } =
        ImmutableDictionary<TopPage, (int Column, bool Descending)>.Empty;

    public int SelectedRow { get; init; }

    /// <summary>Only rows that contain this are shown.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Whether the filter is being written.</summary>
    public bool IsFiltering { get; init; }

    /// <summary>Only rows of this silo or viewer are shown; null shows all.</summary>
    public string? Scope { get; init; }

    public bool IsPaused { get; init; }

    /// <summary>How far the help is scrolled; null where it is closed.</summary>
    public int? Help { get; init; }

    /// <summary>Why there is no newer report; null where there is.</summary>
    public string? Failure { get; init; }

    public ClusterReport Latest => Samples.IsEmpty ? new ClusterReport([], []) : Samples[^1].Report;
}
