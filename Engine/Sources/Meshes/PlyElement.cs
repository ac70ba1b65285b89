namespace Lamella.Engine.Sources.Meshes;

/// <summary>One kind of element in a PLY file.</summary>
/// <param name="Name">Such as <c>vertex</c> or <c>face</c>.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Properties">What each of them has, in the file's order.</param>
internal sealed record PlyElement(string Name, long Count, List<PlyProperty> Properties)
{
    /// <summary>Bytes that one element takes at least in a binary file.</summary>
    public long LeastLength => Properties.Sum(static property => (property.CountType ?? property.Type).Length());

    /// <summary>The place of a property; −1 where there is none.</summary>
    /// <param name="names">Names to look for, the first that is there counts.</param>
    public int Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var place = Properties.FindIndex(property => property.Name == name);
            if (place >= 0)
            {
                return place;
            }
        }

        return -1;
    }
}
