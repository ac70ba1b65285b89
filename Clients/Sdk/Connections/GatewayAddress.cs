using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Errors;

namespace Lamella.Sdk.Connections;

/// <summary>The address of a silo's gateway.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">1 … 65535.</param>
internal readonly record struct GatewayAddress(string Host, int Port)
{
    /// <summary>Orleans' customary gateway port.</summary>
    private const int DefaultPort = 30000;

    /// <summary>Reads addresses that commas separate.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: one of them is no address.</exception>
    public static ImmutableArray<GatewayAddress> ParseAll(string addresses) => [.. addresses.Split(',').Select(Parse)];

    /// <summary>Reads one address.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: not an address.</exception>
    public static GatewayAddress Parse(string address)
    {
        if (Uri.TryCreate($"tcp://{address}", UriKind.Absolute, out var uri) && uri.Host.Length > 0
            && uri.PathAndQuery is "/" or "" && uri.UserInfo.Length == 0)
        {
            return new GatewayAddress(uri.IdnHost, uri.IsDefaultPort || uri.Port < 0 ? DefaultPort : uri.Port);
        }

        throw new LamellaException(
            LamellaErrorCode.InvalidArgument,
            $"'{address}' is not an address; write HOST:PORT, such as 127.0.0.1:30000.",
            expected: "HOST:PORT",
            got: address);
    }

    /// <summary>As it is written in a URI: <c>host:port</c>, an IPv6 address in brackets.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");
}
