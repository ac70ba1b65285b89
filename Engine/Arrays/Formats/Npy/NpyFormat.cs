using System.Globalization;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Formats.Flat;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats.Npy;

/// <summary>NumPy's .npy files. A local one is mapped into memory, and used as it lies where order and byte order permit.</summary>
public sealed class NpyFormat : IImageFormat
{
    /// <inheritdoc/>
    public string Name => "npy";

    /// <inheritdoc/>
    public string LooksFor => "a file that begins with \\x93NUMPY";

    /// <inheritdoc/>
    public ValueTask<bool> MatchesContentAsync(ImageSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ValueTask<bool>(source.Head.Span.StartsWith(NpyHeader.Magic));
    }

    /// <inheritdoc/>
    public bool MatchesName(ImageSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.IsFile && source.Name.EndsWith(".npy", StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public async ValueTask<OpenedImage> OpenAsync(ImageSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.InnerPath.Length > 0)
        {
            throw new LamellaException(
                LamellaErrorCode.NotFound, $"{source.Uri}: a .npy file has nothing inside it; leave out '{source.InnerPath}'.", source.Uri);
        }

        var header = await ReadHeaderAsync(source, cancellationToken).ConfigureAwait(false);
        var layout = new FlatLayout(header.Shape, header.DataType, header.Length, header.IsFortran, header.IsBigEndian);
        return FlatImage.Open(source, layout, string.Create(CultureInfo.InvariantCulture, $"npy {source.Head.Span[6]}.0"));
    }

    private static async ValueTask<NpyHeader> ReadHeaderAsync(ImageSource source, CancellationToken cancellationToken)
    {
        var length = NpyHeader.ReadLength(source.Head.Span, source.Uri);
        if (length <= source.Head.Length)
        {
            return NpyHeader.Parse(source.Head.Span, source.Uri);
        }

        using var head = await source.Store.GetRangeAsync(source.Key, ByteRange.At(0, length), cancellationToken).ConfigureAwait(false)
            ?? throw new LamellaException(LamellaErrorCode.NotFound, $"{source.Uri} does not exist.", source.Uri);
        return NpyHeader.Parse(head.Bytes.Span, source.Uri);
    }
}
