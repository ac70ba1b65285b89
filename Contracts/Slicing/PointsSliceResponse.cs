using MessagePack;

namespace Lamella.Contracts.Slicing;

/// <summary>
/// A slice of a points layer; k points, by ascending index. Columns: <c>index</c> int32 [k]; <c>position</c> float64
/// [k, displayed axes], data coordinates; <c>size</c> float64 [k], diameters in data units, and <c>scale</c> float64 [k], what
/// out-of-slice display left of them; <c>face_color</c> and <c>border_color</c> uint8 [k, 4], RGBA; <c>border_width</c> float64
/// [k], data units; <c>symbol</c> uint8 [k]; with text, <c>text</c> uint8, UTF-8, and <c>text_offset</c> int32 [k + 1].
/// </summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.points-slice-response")]
public sealed record PointsSliceResponse : ItemsSliceResponse
;
