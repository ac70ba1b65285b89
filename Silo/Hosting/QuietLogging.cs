using Microsoft.Extensions.Logging;

namespace Lamella.Silo.Hosting;

/// <summary>Keeps a log readable.</summary>
public static class QuietLogging
{
    private static readonly string[] Foundations = ["Microsoft", "Orleans", "Polly", "System"];

    /// <summary>Lets only warnings through of what Lamella is built on: a silo that starts tells some two hundred lines.</summary>
    /// <param name="logging">The log.</param>
    /// <param name="least">The least severe messages of Lamella itself.</param>
    public static ILoggingBuilder SetLevels(this ILoggingBuilder logging, LogLevel least)
    {
        logging.SetMinimumLevel(least);
        foreach (var name in Foundations)
        {
            logging.AddFilter(name, least < LogLevel.Warning ? LogLevel.Warning : least);
        }

        return logging;
    }
}
