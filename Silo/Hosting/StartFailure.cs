using System.Net.Sockets;
using Lamella.Contracts.Errors;
using Microsoft.Extensions.Options;

namespace Lamella.Silo.Hosting;

/// <summary>Why a silo does not start, where that is up to whoever runs it: its settings, its database, its ports.</summary>
internal static class StartFailure
{
    /// <summary>The reason in one line.</summary>
    /// <param name="exception">What building or starting the host ended with.</param>
    /// <returns>Null for what nobody foresaw, of which the trace must be seen.</returns>
    public static string? Reason(Exception exception) => exception switch
    {
        LamellaException => OneLine(exception.Message),
        AggregateException { InnerExceptions: { Count: > 0 } inner } =>
            inner.Select(Reason).ToList() is var reasons && reasons.Contains(null) ? null : string.Join(" ", reasons),
        OptionsValidationException invalid => OneLine(string.Join(" ", invalid.Failures)),
        _ when exception.GetBaseException() is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } =>
            "The port of Orleans:Endpoints:SiloPort or GatewayPort is taken: stop the other silo, or set another.",
        InvalidOperationException or OrleansConfigurationException or InvalidDataException or FormatException or SocketException =>
            OneLine(exception.Message),
        _ => null,
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
