using System.Collections.Immutable;

namespace Lamella.Engine.Sources.Layers;

/// <summary>What opening a layer's source gave.</summary>
/// <typeparam name="T">The layer's data, such as <see cref="Slicing.Points.PointsLayerData"/>.</typeparam>
/// <param name="Data">The data; whoever opened the layer disposes it where it can be.</param>
/// <param name="AxisNames">The axes' names, slowest first, as many as the data's.</param>
/// <param name="Warnings">What was odd but not fatal, one line each.</param>
public sealed record OpenedLayer<T>(T Data, ImmutableArray<string> AxisNames, ImmutableArray<string> Warnings);
