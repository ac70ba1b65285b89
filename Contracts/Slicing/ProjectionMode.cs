namespace Lamella.Contracts.Slicing;

/// <summary>How the planes of a thick slice become one, by napari's names (SLICING I2, I6, I7).</summary>
[GenerateSerializer]
public enum ProjectionMode : byte
{
    /// <summary>The plane nearest to the point; margins are ignored.</summary>
    None = 0,

    /// <summary>Sum of the planes.</summary>
    Sum = 1,

    /// <summary>Arithmetic mean of the planes.</summary>
    Mean = 2,

    /// <summary>The largest value of the planes.</summary>
    Max = 3,

    /// <summary>The smallest value of the planes.</summary>
    Min = 4,
}
