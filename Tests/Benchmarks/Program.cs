using System.Globalization;
using BenchmarkDotNet.Running;
using Lamella.Benchmarks.Decode;
using Lamella.Benchmarks.Notices;
using Lamella.Benchmarks.Points;
using Lamella.Benchmarks.Silos;
using Lamella.Benchmarks.Slicing;
using Lamella.Benchmarks.Terminals;

switch (args)
{
    case ["decode", ..]:
        DecodeComparison.Run(Console.Out);
        return 0;
    case ["volume", .. var rest]:
        await VolumeReading.RunAsync(Console.Out, rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 1024);
        return 0;
    case ["points", ..]:
        return PointsBenchmark.Run();
    case ["latency", ..]:
        await MoveLatency.RunAsync(Console.Out);
        return 0;
    case ["terminal", .. var only]:
        await TerminalFigures.RunAsync(Console.Out, only.FirstOrDefault(), only.Skip(1).FirstOrDefault());
        return 0;
    case ["screens", var image, var folder]:
        await ScreenPictures.TakeAsync(image, folder);
        return 0;
    case ["terabyte", .. var rest]:
        return await TerabyteScrub.RunAsync(Console.Out, rest.Length > 0 ? Number(rest[0]) : 60);
    case ["picture", var capture, var size, var picture]:
        await ScreenPictures.ConvertAsync(capture, size, picture);
        return 0;
    case ["notices"]:
        await NoticeLatency.RunAsync(Console.Out);
        return 0;
    case [ProbeSilo.Command, var provider, var siloPort, var gatewayPort]:
        await ProbeSilo.RunAsync(provider, Number(siloPort), Number(gatewayPort));
        return 0;
    case ["silo-loss", .. var rest]:
        return await SiloLossRecovery.RunAsync(Console.Out, rest.Length > 0 ? Number(rest[0]) : 30);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(MoveLatency).Assembly).Run(args);
        return 0;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
