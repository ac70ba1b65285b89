using Lamella.Cli;
using Lamella.Cli.Output;

using var interrupt = new Interrupt();
await using var console = CommandConsole.OfProcess();
return await LamellaCommand.RunAsync(args, console, interrupt.Token).ConfigureAwait(false);
