namespace Lamella.Sdk;

/// <summary>Whether a service sees the files of this machine.</summary>
public static class ServiceHost
{
    /// <summary>
    /// Whether a service runs on another machine, whose files paths are then of. Paths there are not completed: a service opens
    /// what it is told to open, but tells nobody what else it could, and a call that lists folders would show the names of
    /// all its files to whoever reaches it.
    /// </summary>
    /// <param name="address">Addresses as the client has them, commas between; words where the service is in this process.</param>
    public static bool IsElsewhere(string address) => address.Split(',').Any(static part =>
        Uri.TryCreate($"tcp://{part}", UriKind.Absolute, out var uri) && uri.Host.Length > 0 && !uri.IsLoopback);
}
