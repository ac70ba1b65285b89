using System.Data;

namespace Lamella.Silo.Postgres;

/// <summary>What Orleans' ADO.NET providers need of a database, and the script that makes it.</summary>
public static class PostgresSchema
{
    private const DbType Text = DbType.String;
    private const DbType Ascii = DbType.AnsiString;
    private const DbType Number = DbType.Int32;
    private const DbType LongNumber = DbType.Int64;
    private const DbType Time = DbType.DateTime;
    private const DbType Bytes = DbType.Binary;

    private static readonly (string Name, DbType Type)[] Silo =
        [("DeploymentId", Text), ("Address", Ascii), ("Port", Number), ("Generation", Number)];

    private static readonly (string Name, DbType Type)[] Grain =
    [
        ("GrainIdHash", Number), ("GrainIdN0", LongNumber), ("GrainIdN1", LongNumber), ("GrainTypeHash", Number),
        ("GrainTypeString", Text), ("GrainIdExtensionString", Text), ("ServiceId", Text),
    ];

    private static readonly string[] SiloColumns =
    [
        "Address", "Port", "Generation", "SiloName", "HostName", "Status", "ProxyPort", "SuspectTimes", "StartTime", "IAmAliveTime",
        "Version",
    ];

    /// <summary>
    /// Creates tables and queries where they are missing, and changes none. To be run in one transaction; running it twice does no harm.
    /// </summary>
    public static string Script { get; } = ReadScript();

    /// <summary>The queries of a part: the providers' keys, the parameters that they pass, and the columns that they read.</summary>
    /// <param name="part">Which part.</param>
    internal static IReadOnlyList<PostgresQuery> Queries(PostgresPart part) => part switch
    {
        PostgresPart.Clustering =>
        [
            new("InsertMembershipVersionKey", [Silo[0]], []),
            new("InsertMembershipKey",
                [
                    .. Silo, ("SiloName", Text), ("HostName", Text), ("Status", Number), ("ProxyPort", Number),
                    ("StartTime", Time), ("IAmAliveTime", Time), ("Version", Number),
                ],
                []),
            new("UpdateMembershipKey",
                [.. Silo, ("Status", Number), ("SuspectTimes", Text), ("IAmAliveTime", Time), ("Version", Number)],
                []),
            new("UpdateIAmAlivetimeKey", [.. Silo, ("IAmAliveTime", Time)], []),
            new("MembershipReadRowKey", Silo, SiloColumns),
            new("MembershipReadAllKey", [Silo[0]], SiloColumns),
            new("GatewaysQueryKey", [Silo[0], ("Status", Number)], ["Address", "ProxyPort", "Generation"]),
            new("DeleteMembershipTableEntriesKey", [Silo[0]], []),
            new("CleanupDefunctSiloEntriesKey", [Silo[0], ("IAmAliveTime", Time)], []),
        ],
        _ =>
        [
            new("ReadFromStorageKey", Grain, ["PayloadBinary", "Version"]),
            new("WriteToStorageKey", [.. Grain, ("GrainStateVersion", Number), ("PayloadBinary", Bytes)], ["NewGrainStateVersion"]),
            new("ClearStorageKey", [.. Grain, ("GrainStateVersion", Number)], []),
            new("DeleteStorageKey", [.. Grain, ("GrainStateVersion", Number)], []),
        ],
    };

    /// <summary>The tables of a part, as the script and Orleans' own name them.</summary>
    /// <param name="part">Which part.</param>
    internal static IReadOnlyList<string> Tables(PostgresPart part) => part switch
    {
        PostgresPart.Clustering => ["OrleansMembershipVersionTable", "OrleansMembershipTable"],
        _ => ["OrleansStorage"],
    };

    private static string ReadScript()
    {
        using var reader = new StreamReader(typeof(PostgresSchema).Assembly.GetManifestResourceStream("postgres-schema.sql")!);
        return reader.ReadToEnd();
    }
}
