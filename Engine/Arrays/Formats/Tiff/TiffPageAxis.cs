using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>An axis of an image.</summary>
/// <param name="Axis">Its name, type and unit.</param>
/// <param name="Extent">Elements along it.</param>
/// <param name="Scale">Units from one element to the next; 1 where nothing is said.</param>
internal sealed record TiffPageAxis(ImageAxis Axis, long Extent, double Scale);
