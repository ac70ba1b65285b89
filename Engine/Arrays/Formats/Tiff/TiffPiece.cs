namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>A segment, or rows of one, within the bytes that were read for a chunk.</summary>
/// <param name="Segment">The segment's number within its page.</param>
/// <param name="FileOffset">Where it lies in the file.</param>
/// <param name="Length">Number of bytes; 0 where it is absent (all zeros).</param>
/// <param name="Row">Its first row, within the chunk.</param>
/// <param name="Rows">Its number of rows.</param>
/// <param name="Sample">The sample it holds, where samples lie apart; else 0.</param>
/// <param name="Start">Where it lies within the bytes that were read.</param>
internal readonly record struct TiffPiece(int Segment, long FileOffset, int Length, int Row, int Rows, int Sample, int Start = 0);
