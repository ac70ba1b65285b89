using System.Buffers;

namespace Lamella.Engine.Arrays.Codecs.Lzma;

/// <summary>
/// The LZMA coder (Pavlov's lzma-specification), which uses its own output as dictionary: it needs no other memory than
/// its probabilities, whatever dictionary size a stream declares.
/// </summary>
internal ref partial struct LzmaDecoder
{
    private const int States = 12;
    private const int PositionStates = 16;
    private const int IsMatch = 0;
    private const int IsRep = IsMatch + (States * PositionStates);
    private const int IsRepG0 = IsRep + States;
    private const int IsRepG1 = IsRepG0 + States;
    private const int IsRepG2 = IsRepG1 + States;
    private const int IsRep0Long = IsRepG2 + States;
    private const int PositionSlot = IsRep0Long + (States * PositionStates);
    private const int PositionSpecial = PositionSlot + (4 * 64);
    private const int Align = PositionSpecial + 115;
    private const int MatchLength = Align + 16;
    private const int LengthProbabilities = 2 + (2 * PositionStates * 8) + 256;
    private const int RepLength = MatchLength + LengthProbabilities;
    private const int Literal = RepLength + LengthProbabilities;
    private const int LiteralProbabilities = 0x300;

    private const int ProbabilityBits = 11;
    private const int MoveBits = 5;
    private const uint TopValue = 1 << 24;

    private readonly Span<byte> _output;
    private ushort[]? _probabilities;
    private LzmaProperties _properties;
    private ReadOnlySpan<byte> _input;
    private uint _range;
    private uint _code;
    private int _dictionaryStart;
    private int _state;
    private uint _rep0;
    private uint _rep1;
    private uint _rep2;
    private uint _rep3;

    /// <summary>Creates a decoder; dispose it.</summary>
    /// <param name="output">Receives everything; nothing is written beyond.</param>
    public LzmaDecoder(Span<byte> output) => _output = output;

    /// <summary>Bytes written so far.</summary>
    public int Position { get; private set; }

    /// <summary>Forgets what was written: matches do not reach back beyond here.</summary>
    public void ResetDictionary() => _dictionaryStart = Position;

    /// <summary>Sets the properties and resets all probabilities.</summary>
    public void Reset(LzmaProperties properties)
    {
        _properties = properties;
        Reset();
    }

    /// <summary>Resets all probabilities.</summary>
    public void Reset()
    {
        var count = Literal + (LiteralProbabilities << (_properties.LiteralContextBits + _properties.LiteralPositionBits));
        if (_probabilities is null || _probabilities.Length < count)
        {
            Dispose();
            _probabilities = ArrayPool<ushort>.Shared.Rent(count);
        }

        _probabilities.AsSpan(0, count).Fill(1 << (ProbabilityBits - 1));
        _state = 0;
        _rep0 = _rep1 = _rep2 = _rep3 = 0;
    }

    /// <summary>Appends bytes that were stored uncompressed.</summary>
    public void Append(scoped ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _output.Length - Position)
        {
            throw TooLong();
        }

        bytes.CopyTo(_output[Position..]);
        Position += bytes.Length;
    }

    /// <summary>Decodes one run of the range coder.</summary>
    /// <param name="input">Begins with the coder's five bytes.</param>
    /// <param name="count">Bytes to write; −1 to stop at the end marker, or when the output is full.</param>
    /// <exception cref="CorruptDataException">The stream ends early or leads outside.</exception>
    public void Decode(ReadOnlySpan<byte> input, int count)
    {
        if (_probabilities is null)
        {
            throw new CorruptDataException("lzma: a stream without properties");
        }

        _input = input;
        _range = uint.MaxValue;
        _code = 0;
        if (Next() != 0)
        {
            throw Damaged();
        }

        for (var index = 0; index < sizeof(uint); index++)
        {
            _code = (_code << 8) | Next();
        }

        if (count > _output.Length - Position)
        {
            throw TooLong();
        }

        var stop = count < 0 ? _output.Length : Position + count;
        while (Position < stop && DecodeOne(stop))
        {
        }

        if (count >= 0 && Position != stop)
        {
            throw Damaged();
        }
    }

    public void Dispose()
    {
        if (_probabilities is not null)
        {
            ArrayPool<ushort>.Shared.Return(_probabilities);
            _probabilities = null;
        }
    }

    private static CorruptDataException Damaged() => new("lzma: the stream ends early or leads outside");

    private readonly CorruptDataException TooLong() => new($"lzma: it decodes to more than {_output.Length} bytes");

    /// <summary>Decodes a literal or match; false at the end marker.</summary>
    private bool DecodeOne(int stop)
    {
        var position = Position - _dictionaryStart;
        var positionState = position & ((1 << _properties.PositionBits) - 1);
        if (Bit(IsMatch + (_state * PositionStates) + positionState) == 0)
        {
            DecodeLiteral(position);
            return true;
        }

        int length;
        if (Bit(IsRep + _state) == 0)
        {
            (_rep3, _rep2, _rep1) = (_rep2, _rep1, _rep0);
            length = DecodeLength(MatchLength, positionState);
            _state = _state < 7 ? 7 : 10;
            _rep0 = DecodeDistance(length);
            if (_rep0 == uint.MaxValue)
            {
                return false;
            }
        }
        else
        {
            RequireInside();
            if (IsShortRep(positionState))
            {
                _state = _state < 7 ? 9 : 11;
                _output[Position] = _output[Position - (int)_rep0 - 1];
                Position++;
                return true;
            }

            RequireInside();
            length = DecodeLength(RepLength, positionState);
            _state = _state < 7 ? 8 : 11;
        }

        RequireInside();
        length += 2;
        if (length > stop - Position)
        {
            throw TooLong();
        }

        LzCopy.Match(_output, Position, (int)_rep0 + 1, length);
        Position += length;
        return true;
    }

    private void DecodeLiteral(int position)
    {
        var previous = position > 0 ? _output[Position - 1] : 0;
        var context = ((position & ((1 << _properties.LiteralPositionBits) - 1)) << _properties.LiteralContextBits)
            + (previous >> (8 - _properties.LiteralContextBits));
        var probability = Literal + (LiteralProbabilities * context);
        var symbol = 1;
        if (_state >= 7)
        {
            RequireInside();
            int match = _output[Position - (int)_rep0 - 1];
            var offset = 0x100;
            while (symbol < 0x100)
            {
                match <<= 1;
                var matchBit = match & offset;
                var bit = Bit(probability + offset + matchBit + symbol);
                symbol = (symbol << 1) | bit;
                offset &= bit == 1 ? matchBit : ~matchBit;
            }
        }
        else
        {
            while (symbol < 0x100)
            {
                symbol = (symbol << 1) | Bit(probability + symbol);
            }
        }

        _output[Position] = (byte)symbol;
        Position++;
        _state = _state < 4 ? 0 : _state < 10 ? _state - 3 : _state - 6;
    }

    private bool IsShortRep(int positionState)
    {
        if (Bit(IsRepG0 + _state) == 0)
        {
            return Bit(IsRep0Long + (_state * PositionStates) + positionState) == 0;
        }

        uint distance;
        if (Bit(IsRepG1 + _state) == 0)
        {
            distance = _rep1;
        }
        else
        {
            if (Bit(IsRepG2 + _state) == 0)
            {
                distance = _rep2;
            }
            else
            {
                distance = _rep3;
                _rep3 = _rep2;
            }

            _rep2 = _rep1;
        }

        _rep1 = _rep0;
        _rep0 = distance;
        return false;
    }

    private int DecodeLength(int coder, int positionState)
    {
        if (Bit(coder) == 0)
        {
            return Tree(coder + 2 + (positionState * 8), 3);
        }

        return Bit(coder + 1) == 0
            ? 8 + Tree(coder + 2 + (PositionStates * 8) + (positionState * 8), 3)
            : 16 + Tree(coder + 2 + (2 * PositionStates * 8), 8);
    }

    private uint DecodeDistance(int length)
    {
        var slot = Tree(PositionSlot + (Math.Min(length, 3) * 64), 6);
        if (slot < 4)
        {
            return (uint)slot;
        }

        var bits = (slot >> 1) - 1;
        var distance = (uint)(2 | (slot & 1)) << bits;
        return slot < 14
            ? distance + ReverseTree(PositionSpecial + (int)distance - slot, bits)
            : distance + (DirectBits(bits - 4) << 4) + ReverseTree(Align, 4);
    }

    private readonly void RequireInside()
    {
        if (_rep0 >= (uint)(Position - _dictionaryStart))
        {
            throw Damaged();
        }
    }
}
