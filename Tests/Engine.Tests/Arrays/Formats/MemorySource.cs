using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Tests.Arrays.Formats;

/// <summary>A file that is only in memory, as a remote one would be: no local path.</summary>
internal static class MemorySource
{
    public static ImageSource Of(string name, byte[] bytes, string innerPath = "", ArrayLimits? limits = null)
    {
        var store = new MemoryStore("memory://test");
        store.Set(StoreKey.Parse(name), bytes);
        return new ImageSource
        {
            Uri = $"memory://test/{name}",
            Store = store,
            Key = StoreKey.Parse(name),
            InnerPath = innerPath,
            Head = bytes.AsMemory(0, Math.Min(bytes.Length, ImageSource.HeadLength)),
            Length = bytes.Length,
            Name = name,
            Limits = limits ?? ArrayLimits.Default,
        };
    }
}
