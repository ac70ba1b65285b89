namespace Lamella.Engine.Tables;

/// <summary>Where a column of a text file turned out to hold text: its first cell that is no number.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Cell">What stands there.</param>
public sealed record TextOrigin(long Line, string Cell);
