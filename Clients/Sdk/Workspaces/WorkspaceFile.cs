using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using MessagePack;

namespace Lamella.Sdk.Workspaces;

/// <summary>Workspaces as JSON files, named <c>*.lamella.json</c>.</summary>
public static class WorkspaceFile
{
    /// <summary>The end of a workspace file's name.</summary>
    public const string Extension = ".lamella.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        IgnoreReadOnlyProperties = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(), new AffineTransformConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameLayerTypes, LeaveOutDefaults } },
    };

    /// <summary>Writes a workspace; a file that is there is replaced only when the new one is complete.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    public static async Task SaveAsync(Workspace workspace, string path, CancellationToken cancellationToken = default)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}";
        await File.WriteAllTextAsync(temporary, JsonSerializer.Serialize(workspace, Json), cancellationToken).ConfigureAwait(false);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads a workspace.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.NotFound"/>; <see cref="LamellaErrorCode.InvalidMetadata"/>: not a workspace, or of a newer version.
    /// </exception>
    public static async Task<Workspace> LoadAsync(string path, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(path))
        {
            throw new LamellaException(LamellaErrorCode.NotFound, $"There is no file {path}.", path);
        }

        try
        {
            var text = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize<Workspace>(text, Json) is { Version: Workspace.CurrentVersion, Viewers.IsDefault: false } workspace
                && workspace.Viewers.All(static viewer => viewer is { Layers.IsDefault: false, Order.IsDefault: false, Point.IsDefault: false, Links.IsDefault: false })
                    ? workspace
                    : throw new LamellaException(
                        LamellaErrorCode.InvalidMetadata, $"{path} is no workspace of version {Workspace.CurrentVersion}; save it anew.", path);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidMetadata, $"{path} is no workspace: {exception.Message}", path, innerException: exception);
        }
    }

    /// <summary>The workspaces of a folder, by name; files that are none are left out.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<IReadOnlyList<(string Path, Workspace Workspace)>> ListAsync(
        string folder, CancellationToken cancellationToken = default)
    {
        var found = new List<(string Path, Workspace Workspace)>();
        foreach (var path in Directory.EnumerateFiles(folder, $"*{Extension}"))
        {
            try
            {
                found.Add((path, await LoadAsync(path, cancellationToken).ConfigureAwait(false)));
            }
            catch (LamellaException exception) when (exception.Code == LamellaErrorCode.InvalidMetadata)
            {
                continue;
            }
        }

        return [.. found.OrderBy(static entry => entry.Workspace.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>A layer's type is a property of its own, such as <c>"type": "points"</c>.</summary>
    private static void NameLayerTypes(JsonTypeInfo info)
    {
        if (info.Type != typeof(LayerSpec))
        {
            return;
        }

        info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "type" };
        foreach (var union in typeof(LayerSpec).GetCustomAttributes<UnionAttribute>())
        {
            var name = union.SubType.Name.Replace(nameof(LayerSpec), "", StringComparison.Ordinal).ToLowerInvariant();
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(union.SubType, name));
        }
    }

    /// <summary>An immutable array without value cannot be written; it is left out.</summary>
    private static void LeaveOutDefaults(JsonTypeInfo info)
    {
        foreach (var property in info.Properties)
        {
            if (property.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            {
                var isDefault = type.GetProperty(nameof(ImmutableArray<int>.IsDefault))!;
                property.ShouldSerialize = (_, value) => value is not null && isDefault.GetValue(value) is false;
            }
        }
    }
}
