namespace Lamella.Engine.Tests.Arrays.Formats.Fuzzing;

/// <summary>Damages bytes, always the same way for the same seed.</summary>
internal static class Mutation
{
    private static readonly byte[] Extremes = [0, 1, 0x7F, 0x80, 0xFE, 0xFF];

    public static byte[] Of(byte[] bytes, int seed)
    {
        var random = new Random(seed);
        var damaged = bytes.ToArray();
        for (var count = random.Next(1, 6); count > 0 && damaged.Length > 0; count--)
        {
            // Headers matter most: half of all damage lies in the first bytes.
            var position = random.Next(random.Next(2) == 0 ? Math.Min(damaged.Length, 600) : damaged.Length);
            var length = Math.Min(1 << random.Next(4), damaged.Length - position);
            switch (random.Next(7))
            {
                case 0:
                    damaged[position] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    damaged[position] = (byte)random.Next(256);
                    break;
                case 2:
                    damaged.AsSpan(position, length).Fill(Extremes[random.Next(Extremes.Length)]);
                    break;
                case 3:
                    damaged = damaged[..position];
                    break;
                case 4:
                    damaged.AsSpan(position, length).CopyTo(damaged.AsSpan(random.Next(damaged.Length - length + 1)));
                    break;
                case 5:
                    damaged = [.. damaged[..position], .. damaged[Math.Min(damaged.Length, position + length)..]];
                    break;
                default:
                    damaged = [.. damaged[..position], .. damaged[position..Math.Min(damaged.Length, position + length)], .. damaged[position..]];
                    break;
            }
        }

        return damaged;
    }
}
