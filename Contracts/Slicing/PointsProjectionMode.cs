namespace Lamella.Contracts.Slicing;

/// <summary>Which points of a thick slice are shown, and how large, by napari's names (SLICING P2, P4–P6).</summary>
[GenerateSerializer]
public enum PointsProjectionMode : byte
{
    /// <summary>Those within half a data unit of the point; margins are ignored.</summary>
    None = 0,

    /// <summary>Those within the margins, at their size.</summary>
    All = 1,

    /// <summary>Those within the margins, smaller the further they are from the point.</summary>
    RescaleLinear = 2,

    /// <summary>Those whose sphere is cut by the slice, as large as the cut.</summary>
    RescaleSpherical = 3,
}
