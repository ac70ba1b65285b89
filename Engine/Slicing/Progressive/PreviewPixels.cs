using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Engine.Slicing.Images;

namespace Lamella.Engine.Slicing.Progressive;

/// <summary>A finished preview, in memory that somebody keeps alive meanwhile.</summary>
/// <param name="Request">What was sliced.</param>
/// <param name="Shape">Its elements along each axis, colour samples last.</param>
/// <param name="DataType">The element type.</param>
/// <param name="Bytes">Its elements in C order, little-endian.</param>
public sealed record PreviewPixels(
    ImageSliceRequest Request, ImmutableArray<int> Shape, DataType DataType, ReadOnlyMemory<byte> Bytes);
