using MessagePack;

namespace Lamella.Contracts.Slicing;

/// <summary>
/// A slice of a surface layer; k vertices, f faces. Columns: <c>index</c> int32 [k], numbers of the mesh's vertices;
/// <c>position</c> float64 [k, displayed axes], data coordinates; <c>face</c> int32 [f, 3], places among the slice's vertices;
/// <c>value</c> float64 [k].
/// </summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.surface-slice-response")]
public sealed record SurfaceSliceResponse : ItemsSliceResponse
;
