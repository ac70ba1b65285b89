using MessagePack;

namespace Lamella.Contracts.Slicing;

/// <summary>
/// A slice of a vectors layer; k vectors, by ascending index. Columns: <c>index</c> int32 [k]; <c>position</c> float64
/// [k, displayed axes], where they start; <c>direction</c> float64 [k, displayed axes], multiplied by the layer's length;
/// <c>alpha</c> float64 [k], 0 … 1; <c>edge_color</c> uint8 [k, 4], RGBA, without alpha; all in data units.
/// </summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.vectors-slice-response")]
public sealed record VectorsSliceResponse : ItemsSliceResponse
;
