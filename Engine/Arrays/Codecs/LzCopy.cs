namespace Lamella.Engine.Arrays.Codecs;

/// <summary>Copies matches of LZ77 coders.</summary>
internal static class LzCopy
{
    /// <summary>
    /// Repeats what was written some distance before; where the distance is shorter than the length, the copy reads its own
    /// output. The caller has checked that both ends are inside.
    /// </summary>
    /// <param name="output">Everything written so far, and room for the match.</param>
    /// <param name="position">Where the match goes.</param>
    /// <param name="distance">How far back it comes from, ≥ 1.</param>
    /// <param name="length">Bytes.</param>
    public static void Match(Span<byte> output, int position, int distance, int length)
    {
        if (distance == 1)
        {
            output.Slice(position, length).Fill(output[position - 1]);
            return;
        }

        // What has been copied is a repetition too, so each round may copy twice as much.
        var source = position - distance;
        while (length > 0)
        {
            var count = Math.Min(length, position - source);
            output.Slice(source, count).CopyTo(output[position..]);
            position += count;
            length -= count;
        }
    }
}
