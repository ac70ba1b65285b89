namespace Lamella.Engine.Samples;

/// <summary>Numbers that look random and are the same on every machine (SplitMix64 by Sebastiano Vigna, public domain).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next number, 0 ≤ n &lt; 1.</summary>
    public float Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return (Mix(_state) >> 40) * (1f / (1 << 24));
    }

    /// <summary>The next number between two others.</summary>
    /// <param name="from">The least.</param>
    /// <param name="to">The bound.</param>
    public float Next(float from, float to) => from + ((to - from) * Next());

    /// <summary>The number that belongs to a key, −1.5 … 1.5 in the shape of a bell: the sum of three equally likely ones.</summary>
    /// <param name="key">Any number.</param>
    public static float Bell(ulong key)
    {
        const ulong Mask = (1 << 21) - 1;
        var bits = Mix(key * 0x9E3779B97F4A7C15);
        return (((bits & Mask) + ((bits >> 21) & Mask) + ((bits >> 42) & Mask)) * (1f / (1 << 21))) - 1.5f;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
