using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats.N5;

/// <summary>
/// N5 containers: a dataset by its path, the only one of a container, or the levels s0, s1, … of a group.
/// </summary>
public sealed class N5Format : IImageFormat
{
    /// <summary>Most levels of a group.</summary>
    private const int MaxLevels = 64;

    /// <inheritdoc/>
    public string Name => "N5";

    /// <inheritdoc/>
    public string LooksFor => "attributes.json with n5 or dimensions and blockSize";

    /// <inheritdoc/>
    public async ValueTask<bool> MatchesContentAsync(ImageSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.IsFile)
        {
            return false;
        }

        try
        {
            var root = await N5Attributes.ReadAsync(source, StoreKey.Root, cancellationToken).ConfigureAwait(false);
            return root is { } attributes && (attributes.TryGetProperty("n5", out _) || N5Metadata.IsDataset(attributes));
        }
        catch (LamellaException exception) when (exception.Code == LamellaErrorCode.InvalidMetadata)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public bool MatchesName(ImageSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return !source.IsFile && (source.Name.EndsWith(".n5", StringComparison.OrdinalIgnoreCase)
            || source.Uri.Contains(".n5/", StringComparison.OrdinalIgnoreCase));
    }

    /// <inheritdoc/>
    public async ValueTask<OpenedImage> OpenAsync(ImageSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var key = StoreKey.Parse(source.InnerPath);
        var attributes = await N5Attributes.ReadAsync(source, key, cancellationToken).ConfigureAwait(false);
        if (attributes is { } dataset && N5Metadata.IsDataset(dataset))
        {
            return Open(source, [(key, dataset)], []);
        }

        if (!source.Store.CanList)
        {
            throw new LamellaException(
                LamellaErrorCode.NotFound, $"{source.Uri} is no N5 dataset, and its store cannot be listed; name the dataset's path.", source.Uri);
        }

        var datasets = await ListAsync(source, key, cancellationToken).ConfigureAwait(false);
        ImmutableArray<(StoreKey Key, JsonElement Attributes)> levels = [.. datasets.Where(static found => IsLevel(found.Key.Name)).OrderBy(static found => found.Key.Name.Length).ThenBy(static found => found.Key.Name, StringComparer.Ordinal)];
        return levels.Length > 0 && levels[0].Key.Name == "s0" ? Open(source, levels, attributes is { } group ? [group] : [])
            : datasets.Length == 1 ? Open(source, datasets, attributes is { } parent ? [parent] : [])
            : throw new LamellaException(
                LamellaErrorCode.NotFound,
                datasets.IsEmpty
                    ? $"{source.Uri} holds no N5 dataset directly; name the dataset's path."
                    : $"{source.Uri} holds {datasets.Length} N5 datasets; open one of {string.Join(", ", datasets.Select(static found => found.Key.Name))}.",
                source.Uri);
    }

    private static OpenedImage Open(
        ImageSource source, ImmutableArray<(StoreKey Key, JsonElement Attributes)> levels, ImmutableArray<JsonElement> groups)
    {
        var metadata = levels.Select(level => N5Metadata.Parse(level.Attributes, $"{source.Store.Uri}/{level.Key}", source.Limits)).ToImmutableArray();
        for (var level = 1; level < metadata.Length; level++)
        {
            if (metadata[level].Shape.Length != metadata[0].Shape.Length || metadata[level].DataType != metadata[0].DataType)
            {
                throw N5Metadata.Invalid(
                    source.Uri,
                    $"{levels[level].Key.Name} has {metadata[level].Shape.Length} axes of {metadata[level].DataType}, s0 has {metadata[0].Shape.Length} of {metadata[0].DataType}");
            }
        }

        return new OpenedImage
        {
            Uri = source.Uri,
            Levels = [.. levels.Select((level, index) => new N5Array(source.Store, level.Key, metadata[index], Identity(source, level)))],
            Axes = N5Axes.Axes([levels[0].Attributes, .. groups], metadata[0].Shape.Length),
            LevelTransforms = [.. levels.Select((level, index) => N5Axes.Transform([level.Attributes, .. groups], metadata[index].Shape, metadata[0].Shape))],
            Format = "N5",
        };
    }

    private static string Identity(ImageSource source, (StoreKey Key, JsonElement Attributes) level) =>
        $"{source.Store.Uri}/{level.Key}#{string.GetHashCode(level.Attributes.GetRawText(), StringComparison.Ordinal).ToString("x", CultureInfo.InvariantCulture)}";

    private static async ValueTask<ImmutableArray<(StoreKey Key, JsonElement Attributes)>> ListAsync(
        ImageSource source, StoreKey key, CancellationToken cancellationToken)
    {
        var datasets = ImmutableArray.CreateBuilder<(StoreKey Key, JsonElement Attributes)>();
        foreach (var entry in await source.Store.ListAsync(key, cancellationToken).ConfigureAwait(false))
        {
            if (!entry.IsPrefix || datasets.Count == MaxLevels)
            {
                continue;
            }

            var child = key.Append(entry.Name);
            if (await N5Attributes.ReadAsync(source, child, cancellationToken).ConfigureAwait(false) is { } attributes && N5Metadata.IsDataset(attributes))
            {
                datasets.Add((child, attributes));
            }
        }

        return datasets.ToImmutable();
    }

    private static bool IsLevel(string name) => name.Length > 1 && name[0] == 's' && name.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
