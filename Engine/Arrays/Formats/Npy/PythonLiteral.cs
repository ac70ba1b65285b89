using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Npy;

/// <summary>
/// Reads the Python literals that .npy headers are written in: a dictionary of strings, booleans, whole numbers and tuples
/// of these. Nothing is evaluated; nesting is bounded.
/// </summary>
internal sealed class PythonLiteral(string text, string path)
{
    private const int MaxDepth = 8;

    private int _position;

    /// <summary>Reads a dictionary that takes up the whole text, but for white space after it.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: the text is something else.</exception>
    public ImmutableDictionary<string, object> ReadDictionary()
    {
        var fields = ImmutableDictionary.CreateBuilder<string, object>();
        Expect('{');
        while (!Skip('}'))
        {
            var key = ReadValue(MaxDepth) as string ?? throw Unexpected("a string as key");
            Expect(':');
            fields[key] = ReadValue(MaxDepth);
            if (!Skip(','))
            {
                Expect('}');
                break;
            }
        }

        SkipWhiteSpace();
        return _position == text.Length ? fields.ToImmutable() : throw Unexpected("the end");
    }

    private object ReadValue(int depth)
    {
        SkipWhiteSpace();
        return Peek() switch
        {
            '\'' or '"' => ReadString(),
            '(' or '[' when depth > 0 => ReadSequence(depth - 1),
            'T' => ReadWord("True", true),
            'F' => ReadWord("False", false),
            '-' or (>= '0' and <= '9') => ReadNumber(),
            _ => throw Unexpected("a string, number, boolean or tuple"),
        };
    }

    private string ReadString()
    {
        var quote = text[_position++];
        var value = new StringBuilder();
        while (Peek() is var character && character != quote)
        {
            if (character is '\0' or '\\')
            {
                throw Unexpected("a plain string");
            }

            value.Append(character);
            _position++;
        }

        _position++;
        return value.ToString();
    }

    private ImmutableArray<object> ReadSequence(int depth)
    {
        var close = text[_position++] == '(' ? ')' : ']';
        var items = ImmutableArray.CreateBuilder<object>();
        while (!Skip(close))
        {
            items.Add(ReadValue(depth));
            if (!Skip(','))
            {
                Expect(close);
                break;
            }
        }

        return items.ToImmutable();
    }

    private bool ReadWord(string word, bool value)
    {
        if (string.CompareOrdinal(text, _position, word, 0, word.Length) != 0)
        {
            throw Unexpected(word);
        }

        _position += word.Length;
        return value;
    }

    private long ReadNumber()
    {
        var start = _position++;
        while (char.IsAsciiDigit(Peek()))
        {
            _position++;
        }

        var end = _position;
        if (Peek() == 'L')
        {
            // Python 2 wrote long integers with a suffix.
            _position++;
        }

        return long.TryParse(text.AsSpan(start, end - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Unexpected("a number of at most 63 bits");
    }

    private void Expect(char character)
    {
        if (!Skip(character))
        {
            throw Unexpected($"'{character}'");
        }
    }

    private bool Skip(char character)
    {
        SkipWhiteSpace();
        if (Peek() != character)
        {
            return false;
        }

        _position++;
        return true;
    }

    private void SkipWhiteSpace()
    {
        while (char.IsWhiteSpace(Peek()))
        {
            _position++;
        }
    }

    private char Peek() => _position < text.Length ? text[_position] : '\0';

    private LamellaException Unexpected(string expected) => NpyHeader.Invalid(
        path, string.Create(CultureInfo.InvariantCulture, $"its header has no {expected} at character {_position}"));
}
