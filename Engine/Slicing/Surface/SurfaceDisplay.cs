using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Slicing.Display;

namespace Lamella.Engine.Slicing.Surface;

/// <summary>How surfaces are handed out; their colours are made of the values by who draws.</summary>
public static class SurfaceDisplay
{
    /// <summary>The slice by the columns of <c>SurfaceSliceResponse</c>.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="limits">How many bytes it may take.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.LimitExceeded"/>.</exception>
    public static EncodedItems Encode(SurfaceSlice slice, SliceLimits limits) => new ColumnPacker(limits)
        .Add("index", DataType.Int32, Array(slice.Indices))
        .Add("position", DataType.Float64, Array(slice.Vertices), slice.Request.Input.Displayed.Length)
        .Add("face", DataType.Int32, Array(slice.Faces), 3)
        .Add("value", DataType.Float64, Array(slice.Values))
        .Pack(slice.Indices.Length);

    private static T[] Array<T>(System.Collections.Immutable.ImmutableArray<T> values) => ImmutableCollectionsMarshal.AsArray(values) ?? [];
}
