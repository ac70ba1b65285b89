namespace Lamella.Contracts.Slicing;

/// <summary>When a viewer announces slices.</summary>
[GenerateSerializer]
public enum EmitMode : byte
{
    /// <summary>Once, when all layers of a revision have responded.</summary>
    All = 0,

    /// <summary>Each layer as it is done, and then once for all.</summary>
    Each = 1,
}
