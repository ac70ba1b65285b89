using MessagePack;

namespace Lamella.Contracts.Slicing;

/// <summary>
/// A slice of a shapes layer; k shapes, by ascending index, of v vertices. Columns: <c>index</c> int32 [k];
/// <c>first_vertex</c> int32 [k + 1]; <c>position</c> float64 [v, displayed axes], data coordinates; <c>shape_type</c> uint8 [k];
/// <c>z_index</c> int32 [k]; <c>face_color</c> and <c>edge_color</c> uint8 [k, 4], RGBA; <c>edge_width</c> float64 [k], data units.
/// </summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.shapes-slice-response")]
public sealed record ShapesSliceResponse : ItemsSliceResponse
;
