using Lamella.Contracts.Errors;

namespace Lamella.Engine.Sources.Meshes;

/// <summary>The numbers of a PLY file's body, one after the other, whatever its format.</summary>
internal ref struct PlyValues
{
    /// <summary>A number and the white space after it.</summary>
    private const int LeastTextLength = 2;

    private readonly string _file;
    private readonly bool _isText;
    private readonly bool _isBigEndian;
    private readonly int _headerLines;
    private ReadOnlySpan<byte> _body;
    private TextLines _lines;

    public PlyValues(ReadOnlySpan<byte> bytes, PlyHeader header, string file)
    {
        _file = file;
        _isText = header.Format == "ascii";
        _isBigEndian = header.Format == "binary_big_endian";
        _headerLines = header.Lines;
        _body = bytes[header.Length..];
        _lines = new TextLines(_body);
    }

    /// <summary>Refuses a count of elements that the rest of the file cannot hold, before anything is allocated for them.</summary>
    /// <param name="element">The elements.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>.</exception>
    public readonly void EnsureHolds(PlyElement element)
    {
        var rest = _isText ? _body.Length - _lines.Position + 1 : _body.Length;
        var least = _isText ? LeastTextLength * element.Properties.Count : element.LeastLength;
        if (element.Count > rest / least)
        {
            throw SourceErrors.Invalid(
                _file, $"declares {element.Count} elements '{element.Name}' and has {rest} bytes left; the file is cut off.", $"{element.Count * least} bytes or more", $"{rest} bytes");
        }
    }

    /// <summary>Reads the next property.</summary>
    /// <param name="property">Which.</param>
    /// <param name="list">Receives a list's numbers, as whole numbers; null where nobody wants them.</param>
    /// <returns>The number; a list's length.</returns>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: the file ends before, or it is no number.</exception>
    public double Next(PlyProperty property, List<long>? list)
    {
        if (property.CountType is not { } countType)
        {
            return Number(property.Type);
        }

        list?.Clear();
        var count = Number(countType);
        for (var i = 0; i < count; i++)
        {
            var number = Number(property.Type);
            list?.Add((long)number);
        }

        return count;
    }

    private double Number(PlyType type)
    {
        if (_isText)
        {
            return TextNumber();
        }

        var length = type.Length();
        if (_body.Length < length)
        {
            throw SourceErrors.Invalid(_file, "the file ends within an element; it is cut off.", $"{length} more bytes", $"{_body.Length}");
        }

        var number = type.Read(_body, _isBigEndian);
        _body = _body[length..];
        return number;
    }

    /// <summary>Line breaks mean nothing between the numbers of an element.</summary>
    private double TextNumber()
    {
        var word = _lines.NextWord();
        while (word.IsEmpty)
        {
            word = _lines.NextLine()
                ? _lines.NextWord()
                : throw SourceErrors.Invalid(_file, "the file ends within an element; it is cut off.", "more numbers", "the end of the file");
        }

        return System.Buffers.Text.Utf8Parser.TryParse(word, out double number, out var used) && used == word.Length
            ? number
            : throw SourceErrors.InvalidLine(
                _file, _headerLines + _lines.Line, $"'{System.Text.Encoding.UTF8.GetString(word[..Math.Min(40, word.Length)])}' is no number.", "a number");
    }
}
