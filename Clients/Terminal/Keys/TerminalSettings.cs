using System.Collections.Immutable;
using System.Text.Json;
using Lamella.Contracts.Errors;
using Lamella.Engine.Rendering.Cells;

namespace Lamella.Terminal.Keys;

/// <summary>
/// What a user set down in <c>terminal.json</c>: keys by action, and how fast playing starts. Comments and trailing commas
/// are allowed there.
/// </summary>
internal sealed record TerminalSettings
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    /// <summary>Keys of the viewer, by names of actions such as <c>roll-axes</c>.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> ViewKeys { get; init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Keys of the monitor, by names of actions.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> TopKeys { get; init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Frames a second with which playing starts.</summary>
    /// <value>Default: 10, napari's.</value>
    public double FramesPerSecond { get; init; } = 10;

    /// <summary>What the terminal can show; null finds out.</summary>
    public ColorDepth? Colors { get; init; }

    /// <summary>Where the file is looked for: <c>lamella/terminal.json</c> in the user's configuration folder.</summary>
    public static string DefaultPath => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "lamella", "terminal.json");

    /// <summary>Reads a file; one that is not there gives the defaults.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: it is not such a file.</exception>
    public static async Task<TerminalSettings> LoadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return new TerminalSettings();
        }

        try
        {
            return Parse(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false));
        }
        catch (JsonException exception)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument, $"The settings in {path} cannot be read: {exception.Message}", path: path);
        }
    }

    /// <summary>Reads a file's text.</summary>
    /// <exception cref="JsonException">It is not such a file.</exception>
    public static TerminalSettings Parse(string text) =>
        JsonSerializer.Deserialize<TerminalSettings>(text, Json) ?? new TerminalSettings();
}
