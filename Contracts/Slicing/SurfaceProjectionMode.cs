namespace Lamella.Contracts.Slicing;

/// <summary>Which vertices of a thick slice are shown, by napari's names (SLICING U1).</summary>
[GenerateSerializer]
public enum SurfaceProjectionMode : byte
{
    /// <summary>Those within half a data unit of the point; margins are ignored.</summary>
    None = 0,

    /// <summary>Those within the margins.</summary>
    All = 1,
}
