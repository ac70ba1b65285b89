using System.Buffers.Text;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Sources.Meshes;

/// <summary>Walks through a text file line by line and word by word, without making strings.</summary>
/// <param name="bytes">The file: ASCII or UTF-8.</param>
internal ref struct TextLines(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private ReadOnlySpan<byte> _rest;

    /// <summary>The line, from 1; 0 before the first.</summary>
    public int Line { get; private set; }

    /// <summary>First byte behind the line.</summary>
    public int Position { get; private set; }

    /// <summary>Goes to the next line that holds more than white space.</summary>
    /// <returns>False at the end.</returns>
    public bool NextLine()
    {
        while (Position < _bytes.Length)
        {
            var length = _bytes[Position..].IndexOf((byte)'\n');
            _rest = (length < 0 ? _bytes[Position..] : _bytes.Slice(Position, length)).Trim(" \t\r\f\v"u8);
            Position = length < 0 ? _bytes.Length : Position + length + 1;
            Line++;
            if (!_rest.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The next word of the line; empty at its end.</summary>
    public ReadOnlySpan<byte> NextWord()
    {
        var end = _rest.IndexOfAny(" \t"u8);
        var word = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[end..].TrimStart(" \t"u8);
        return word;
    }

    /// <summary>The next word, which must be a number.</summary>
    /// <param name="file">The file, for errors.</param>
    /// <param name="what">What the number is, for errors.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: it is none.</exception>
    public double NextNumber(string file, string what)
    {
        var word = NextWord();
        return Utf8Parser.TryParse(word, out double number, out var used) && used == word.Length
            ? number
            : throw NotNumber(file, what, word);
    }

    /// <summary>The next word, which must be a whole number.</summary>
    /// <param name="file">The file, for errors.</param>
    /// <param name="what">What the number is, for errors.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: it is none.</exception>
    public long NextInteger(string file, string what)
    {
        var word = NextWord();
        return Utf8Parser.TryParse(word, out long number, out var used) && used == word.Length
            ? number
            : throw NotNumber(file, what, word);
    }

    private readonly LamellaException NotNumber(string file, string what, ReadOnlySpan<byte> word)
    {
        var shown = word.IsEmpty ? "nothing" : $"'{System.Text.Encoding.UTF8.GetString(word[..Math.Min(word.Length, 40)])}'";
        return SourceErrors.InvalidLine(file, Line, $"{shown} stands where {what} is expected.", what, shown);
    }
}
