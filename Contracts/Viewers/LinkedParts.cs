namespace Lamella.Contracts.Viewers;

/// <summary>What linked viewers have in common; each part separately.</summary>
[Flags]
[GenerateSerializer]
public enum LinkedParts : byte
{
    /// <summary>Nothing: not linked.</summary>
    None = 0,

    /// <summary>The point of their Dims, aligned on the last axes.</summary>
    Point = 1,

    /// <summary>World units per canvas pixel, and the centre on those axes that both display.</summary>
    Zoom = 2,

    /// <summary>The list of layers, with their display.</summary>
    Layers = 4,

    /// <summary>All of these.</summary>
    All = Point | Zoom | Layers,
}
