namespace Lamella.Engine.Arrays.Codecs.Lzma;

/// <content>The range coder: bits by their probability, and the trees of bits built of them.</content>
internal ref partial struct LzmaDecoder
{
    private int Tree(int probability, int bits)
    {
        var symbol = 1;
        for (var index = 0; index < bits; index++)
        {
            symbol = (symbol << 1) | Bit(probability + symbol);
        }

        return symbol - (1 << bits);
    }

    private uint ReverseTree(int probability, int bits)
    {
        var node = 1;
        uint symbol = 0;
        for (var index = 0; index < bits; index++)
        {
            var bit = Bit(probability + node);
            node = (node << 1) | bit;
            symbol |= (uint)bit << index;
        }

        return symbol;
    }

    private uint DirectBits(int count)
    {
        uint result = 0;
        for (; count > 0; count--)
        {
            _range >>= 1;
            var isOne = _code >= _range;
            _code -= isOne ? _range : 0;
            result = (result << 1) | (isOne ? 1u : 0u);
            Normalize();
        }

        return result;
    }

    private int Bit(int index)
    {
        ref var probability = ref _probabilities![index];
        var bound = (_range >> ProbabilityBits) * probability;
        int bit;
        if (_code < bound)
        {
            _range = bound;
            probability += (ushort)(((1 << ProbabilityBits) - probability) >> MoveBits);
            bit = 0;
        }
        else
        {
            _range -= bound;
            _code -= bound;
            probability -= (ushort)(probability >> MoveBits);
            bit = 1;
        }

        Normalize();
        return bit;
    }

    private void Normalize()
    {
        if (_range < TopValue)
        {
            _range <<= 8;
            _code = (_code << 8) | Next();
        }
    }

    private uint Next()
    {
        if (_input.IsEmpty)
        {
            throw Damaged();
        }

        var value = _input[0];
        _input = _input[1..];
        return value;
    }
}
