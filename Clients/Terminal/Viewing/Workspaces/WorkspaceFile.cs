using System.Text.Json;
using System.Text.Json.Serialization;
using Lamella.Contracts.Errors;

namespace Lamella.Terminal.Viewing.Workspaces;

/// <summary>Workspaces as JSON files.</summary>
internal static class WorkspaceFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string ToJson(Workspace workspace) => JsonSerializer.Serialize(workspace, Json);

    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: not a workspace, or of a newer version.</exception>
    public static Workspace FromJson(string text, string path)
    {
        try
        {
            var workspace = JsonSerializer.Deserialize<Workspace>(text, Json);
            return workspace is { Version: Workspace.CurrentVersion, Layers.IsDefault: false, Order.IsDefault: false, Point.IsDefault: false }
                ? workspace
                : throw new LamellaException(
                    LamellaErrorCode.InvalidMetadata,
                    $"{path} is no workspace of version {Workspace.CurrentVersion} (it says {workspace?.Version}); save it anew.",
                    path,
                    $"{Workspace.CurrentVersion}",
                    $"{workspace?.Version}");
        }
        catch (JsonException exception)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidMetadata, $"{path} is no workspace: {exception.Message}", path, innerException: exception);
        }
    }
}
