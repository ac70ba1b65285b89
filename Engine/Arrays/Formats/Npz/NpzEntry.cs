namespace Lamella.Engine.Arrays.Formats.Npz;

/// <summary>A member of the archive, as its central directory has it; not trusted.</summary>
/// <param name="Name">Such as <c>image.npy</c>.</param>
/// <param name="Method">0 stored, 8 deflated.</param>
/// <param name="CompressedLength">Bytes in the archive.</param>
/// <param name="Length">Bytes once inflated.</param>
/// <param name="HeaderOffset">Where its local header lies.</param>
/// <param name="IsEncrypted">Whether it is encrypted.</param>
internal sealed record NpzEntry(string Name, int Method, long CompressedLength, long Length, long HeaderOffset, bool IsEncrypted);
