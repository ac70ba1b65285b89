using System.Collections.Immutable;
using Lamella.Contracts.Slicing;

namespace Lamella.Engine.Slicing.Display;

/// <summary>A slice of items as it is handed out: arrays one after the other.</summary>
/// <param name="Bytes">The bytes; nobody writes to them any more.</param>
/// <param name="Columns">The arrays among them.</param>
/// <param name="Count">Number of items.</param>
public sealed record EncodedItems(byte[] Bytes, ImmutableArray<SliceColumn> Columns, int Count);
