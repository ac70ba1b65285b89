using System.CommandLine;
using Lamella.Cli.Output;
using Lamella.Silo.Postgres;

namespace Lamella.Cli.Commands;

/// <summary><c>lamella schema</c>: the tables of a cluster on PostgreSQL, for administrators who create them themselves.</summary>
internal static class SchemaCommand
{
    public static Command Create(CommandConsole console)
    {
        var command = new Command(
            "schema",
            "Prints the SQL script of the tables that a cluster on PostgreSQL needs. Silos run it themselves unless Lamella:Postgres:CreateTables is false.");
        command.SetAction(_ =>
        {
            console.Out.Write(PostgresSchema.Script);
            return ExitCode.Ok;
        });
        ExampleHelp.Attach(command, "lamella schema | psql -1 -v ON_ERROR_STOP=1 -d lamella");
        return command;
    }
}
