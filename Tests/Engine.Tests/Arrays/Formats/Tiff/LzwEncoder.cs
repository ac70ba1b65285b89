namespace Lamella.Engine.Tests.Arrays.Formats.Tiff;

/// <summary>TIFF's LZW by the pseudo-code of TIFF 6.0 section 13.</summary>
internal static class LzwEncoder
{
    public static byte[] Encode(byte[] bytes)
    {
        var output = new List<byte>();
        var table = new Dictionary<(int Prefix, byte Last), int>();
        int next = 258, width = 9, prefix = -1, bitCount = 0;
        long bits = 0;
        Put(256);
        foreach (var value in bytes)
        {
            if (prefix < 0)
            {
                prefix = value;
            }
            else if (table.TryGetValue((prefix, value), out var code))
            {
                prefix = code;
            }
            else
            {
                Put(prefix);
                table[(prefix, value)] = next++;
                width = next == 512 ? 10 : next == 1024 ? 11 : next == 2048 ? 12 : width;
                if (next == 4094)
                {
                    Put(256);
                    table.Clear();
                    (next, width) = (258, 9);
                }

                prefix = value;
            }
        }

        Put(prefix);
        next++;
        width = next == 512 ? 10 : next == 1024 ? 11 : next == 2048 ? 12 : width;
        Put(257);
        output.Add((byte)(bits << (8 - bitCount)));
        return [.. output];

        void Put(int code)
        {
            bits = (bits << width) | (uint)code;
            bitCount += width;
            while (bitCount >= 8)
            {
                bitCount -= 8;
                output.Add((byte)(bits >> bitCount));
                bits &= (1L << bitCount) - 1;
            }
        }
    }
}
