namespace Lamella.Contracts.Slicing;

/// <summary>Which vectors of a thick slice are shown, and how opaque, by napari's names (SLICING V1).</summary>
[GenerateSerializer]
public enum VectorsProjectionMode : byte
{
    /// <summary>Those that start within half a data unit of the point; margins are ignored.</summary>
    None = 0,

    /// <summary>Those that start within the margins.</summary>
    All = 1,

    /// <summary>Those that start within the margins, fainter the further they are from the point.</summary>
    Fade = 2,
}
